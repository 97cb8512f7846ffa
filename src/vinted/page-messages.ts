import type { Recalled, TransportOutcome, VintedRequest } from './transport.ts';

/** What the worker says to the content script of a vinted.fr page. */
export type PageMessage = { kind: 'vinted-page'; protocol: number } & (
  | { op: 'hello' }
  | {
      op: 'execute';
      /** The instance of the content script it is meant for: another page at the same tab refuses. */
      pageId: string;
      requestId: string;
      request: VintedRequest;
      /** Wall clock (ms) after which it must not leave any more: nothing held up somewhere is sent late. */
      startBefore: number;
    }
  | { op: 'recall' | 'acknowledge'; pageId: string; requestId: string }
);

export type PageReply =
  | {
      kind: 'page';
      pageId: string;
      protocol: number;
      /** False on the way through a sign-in or session page: wait for the page behind it. */
      settled: boolean;
    }
  | { kind: 'outcome'; outcome: TransportOutcome }
  | Exclude<Recalled, { kind: 'outcome' }>
  | { kind: 'acknowledged' }
  /** Another page, or another version, than the one the message was meant for. */
  | { kind: 'not_me' };

export function isPageMessage(message: unknown): message is PageMessage {
  return (
    typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'vinted-page'
  );
}
