/** Sales, wallet, feedback: small synthetic answers (contract §6). No buyer is ever described. */
import { htmlNotFound, json } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import { missing } from './items.ts';
import { page } from './wardrobe.ts';

const euros = (amount: number): { amount: string; currency_code: string } => ({
  amount: amount.toFixed(2),
  currency_code: 'EUR',
});

function orders({ state, session, url }: Exchange): Answer {
  const own = state.sales.filter((sale) => sale.accountId === session!.account!.id);
  const sold = url.searchParams.get('type') === 'sold' ? own : [];
  const { rows, pagination } = page(sold, url.searchParams);
  const shown = rows.map(({ conversationId, transactionId, title, price, date }) => ({
    conversation_id: conversationId,
    transaction_id: transactionId,
    title,
    price: euros(price),
    date,
    status: 'Transaction finalisée',
    transaction_user_status: 'completed',
    photo: null,
    shipment: null,
  }));
  return json({ my_orders: shown, pagination, code: 0 });
}

function transaction(exchange: Exchange, id: number): Answer {
  const sale = exchange.state.sales.find((one) => one.transactionId === id);
  if (!sale) return missing(exchange);
  return json({
    transaction: {
      id,
      conversation_id: sale.conversationId,
      status: 450,
      status_title: 'Transaction finalisée',
      offer: { price: euros(sale.price) },
      order: { items: [{ id: sale.itemId, title: sale.title }] },
      shipment: {
        id: id + 1,
        status: 400,
        status_title: 'Livré',
        tracking_code: null,
        carrier: { name: 'Mondial Relay' },
      },
      service_fee: null,
      item_id: sale.itemId,
    },
    code: 0,
  });
}

function balance({ state }: Exchange, userId: number): Answer {
  const earned = state.sales
    .filter((sale) => sale.accountId === userId)
    .reduce((sum, sale) => sum + sale.price, 0);
  return json({ user_balance: { available_amount: euros(earned), escrow_amount: euros(0) }, code: 0 });
}

const feedbacks =
  (path: 'feedbacks' | 'user_feedbacks') =>
  ({ settings, url }: Exchange): Answer => {
    if (settings.readings.feedbackPath !== path) return htmlNotFound();
    const { pagination } = page([], url.searchParams);
    return json({ user_feedbacks: [], pagination });
  };

export const salesRoutes: Routes = {
  'orders.list': orders,
  'transaction.get': transaction,
  'wallet.balance': balance,
  'feedback.list': feedbacks('feedbacks'),
  'feedback.list_older': feedbacks('user_feedbacks'),
  'feedback.summary': () => json({ user_feedback_summary: { feedback_rating: 4.9, feedback_count: 12 } }),
};
