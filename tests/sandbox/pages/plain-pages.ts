/** Pages without listings: the selling form, sign-up, sign-in, not found. */
import type { Answer, Exchange } from '../exchange.ts';
import { DEMO_ACCOUNT } from '../options.ts';
import { escape, pageAnswer } from './layout.ts';

/** `/items/new`: a form for the look of it; nothing here sends anything. */
export function sellPage(exchange: Exchange): Answer {
  const main = `<h1>Vends ton article</h1><form class="panel">
<label>Titre<input name="title" placeholder="ex. : Chemise Sézane verte" disabled></label>
<label>Décris ton article<textarea name="description" rows="5" placeholder="ex. : porté quelques fois, taille correctement" disabled></textarea></label>
<label>Prix<input name="price" placeholder="0,00 €" disabled></label>
<p class="soft">Dans ce bac à sable le formulaire ne s’utilise pas à la main.</p></form>`;
  return pageAnswer(exchange, { title: 'Vends ton article | Bac à sable', main });
}

/** `/member/signup/…`, `/member/login` and `/session-refresh`: where a signed-out visitor lands. */
export function signInPage(exchange: Exchange): Answer {
  const ref = exchange.url.searchParams.get('ref_url') ?? '/';
  const main = `<h1>Rejoins le mouvement et vends tes vêtements</h1>
<form class="panel" method="post" action="/member/login"><input type="hidden" name="ref_url" value="${escape(ref)}">
<p>Ce bac à sable connaît un seul compte de démonstration.</p><button>Se connecter : ${DEMO_ACCOUNT.login}</button></form>`;
  return pageAnswer(exchange, { title: 'Inscription | Bac à sable', main });
}

/** The 404 page: no token in it. It names the anti-bot's script, as the real one does, and is no challenge (§7). */
export function notFoundPage(exchange: Exchange): Answer {
  const main = `<h1>Page introuvable</h1><p>La page n'existe pas. <a href="/">Retour au fil d’actu</a></p><!-- datadome -->`;
  return pageAnswer(exchange, { title: 'Page introuvable', main, status: 404, withoutToken: true });
}
