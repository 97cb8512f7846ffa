/** Pages that show listings: home, one item, a wardrobe. */
import type { Answer, Exchange } from '../exchange.ts';
import { brandOf, colorTitle, conditionTitle, nodeOf, sizeTitle } from '../reference.ts';
import { attributeId, photosOf, type Listing, type SandboxState } from '../state.ts';
import { escape, euros, pageAnswer } from './layout.ts';
import { notFoundPage } from './plain-pages.ts';

const pictureUrl = (path: string): string => `https://images1.vinted.net${path}.webp`;

function badge(item: Listing): string {
  const label = item.isDraft
    ? 'Brouillon'
    : item.soldAt
      ? 'Vendu'
      : item.isHidden
        ? 'Masqué'
        : item.isReserved
          ? 'Réservé'
          : '';
  return label && ` <span class="tag">${label}</span>`;
}

function card(state: SandboxState, item: Listing): string {
  const [cover] = photosOf(state, item);
  const title = escape(item.title ?? 'Sans titre');
  const picture = cover
    ? `<img src="${pictureUrl(cover.path)}" alt="${title}">`
    : '<span class="blank"></span>';
  const size = sizeTitle(attributeId(item, 'size') ?? 0);
  return `<li class="card"><a href="/items/${item.id}">${picture}</a><div><strong>${title}</strong>
<span>${euros(item.price)}</span>${badge(item)}<br><span class="soft">${escape(size ?? '')}</span></div></li>`;
}

const newestFirst = (a: Listing, b: Listing): number => b.createdAt - a.createdAt || b.id - a.id;
const grid = (state: SandboxState, items: Listing[]): string =>
  items.length > 0
    ? `<ul class="grid">${items.map((item) => card(state, item)).join('')}</ul>`
    : '<p class="soft">Aucun article pour l’instant.</p>';

/** `/`: everything on sale. */
export function homePage(exchange: Exchange): Answer {
  const { state } = exchange;
  const onSale = [...state.listings.values()]
    .filter((item) => !item.isHidden && item.soldAt === null)
    .sort(newestFirst);
  const main = `<h1>Le fil d’actu</h1><p class="soft">Les derniers articles mis en vente dans ce bac à sable.</p>${grid(state, onSale)}`;
  return pageAnswer(exchange, { title: 'Bac à sable | Achète et vends des vêtements', main });
}

/** `/items/{id}`: photos, title, price. A hidden item or a draft is shown to its owner only. */
export function itemPage(exchange: Exchange, id: number): Answer {
  const { state, session } = exchange;
  const item = state.listings.get(id) ?? state.drafts.get(id);
  const own = item !== undefined && item.accountId === session?.account?.id;
  if (!item || ((item.isHidden || item.isDraft) && !own)) return notFoundPage(exchange);
  if (!own) item.views += 1;
  const title = escape(item.title ?? 'Sans titre');
  const images = photosOf(state, item)
    .map((photo, rank) => `<img src="${pictureUrl(photo.path)}" alt="${title}, photo ${rank + 1}">`)
    .join('');
  const seller = state.accounts.find((account) => account.id === item.accountId);
  const main = `<div class="item"><div class="photos">${images}</div><div class="panel"><p class="price">${euros(item.price)}${badge(item)}</p>
<h1>${title}</h1><dl>${facts(item)}</dl><p class="text">${escape(item.description ?? '')}</p>
<p class="soft">Vendu par <a href="/member/${item.accountId}">${escape(seller?.login ?? '')}</a>, ${escape(seller?.city ?? '')}</p></div></div>`;
  return pageAnswer(exchange, {
    title: `${item.title ?? 'Article'} | Bac à sable`,
    main,
    payload: { itemId: item.id },
  });
}

function facts(item: Listing): string {
  const rows: [string, string | null | undefined][] = [
    ['Marque', item.brand ?? brandOf(item.brandId ?? 0)?.title],
    ['Taille', sizeTitle(attributeId(item, 'size') ?? 0)],
    ['État', conditionTitle(attributeId(item, 'condition') ?? 0)],
    ['Couleur', item.colorIds.map((id) => colorTitle(id)).join(', ')],
    ['Catégorie', nodeOf(item.catalogId ?? 0)?.title],
  ];
  return rows.map(([name, value]) => (value ? `<dt>${name}</dt><dd>${escape(value)}</dd>` : '')).join('');
}

/** `/member/{id}`: the wardrobe. The own one carries a restriction of the account in its payload (§1). */
export function wardrobePage(exchange: Exchange, userId: number): Answer {
  const { state, session } = exchange;
  const account = state.accounts.find((one) => one.id === userId);
  if (!account) return notFoundPage(exchange);
  const own = session?.account?.id === userId;
  const items = [...state.listings.values(), ...(own ? state.drafts.values() : [])]
    .filter((item) => item.accountId === userId && (own || !item.isHidden))
    .sort(newestFirst);
  const until = own ? state.restrictions.get(userId) : undefined;
  const notice = until ? `<p class="panel">Ton compte est limité jusqu’au ${escape(until)}.</p>` : '';
  const main = `<h1>${escape(account.login)}</h1><p class="soft">${escape(account.city)} · ${items.length} article${items.length > 1 ? 's' : ''}</p>${notice}${grid(state, items)}`;
  const restriction = until
    ? { action_restriction: { reason: 'bac à sable', expiration_date: until } }
    : { action_restriction: null };
  return pageAnswer(exchange, { title: `${account.login} | Bac à sable`, main, payload: restriction });
}
