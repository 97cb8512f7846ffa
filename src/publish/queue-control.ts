/** The handle by which routes drive the runner of the queue. */
export interface QueueControl {
  /** Looks whether something can be done now, and does it. Safe to call at any time, as often as one likes. */
  wake(): void;
  /** Stops between two calls as soon as it can (pause, panic, cancel); a call on its way is waited for. */
  interrupt(): void;
}
