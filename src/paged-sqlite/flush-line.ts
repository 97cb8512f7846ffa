/** A commit whose caller waits for the disk. */
export interface Waiting<Note> {
  note: Note;
  settle: (error: Error | null) => void;
}

/**
 * Group commit: one flush is in flight at a time, and who comes meanwhile shares the next. `save` takes what is
 * changed at that moment and answers why it could not be made durable, or null.
 */
export class FlushLine<Note> {
  private readonly save: (group: Waiting<Note>[]) => Promise<Error | null>;
  private readonly onDurable: (notes: Note[]) => void;
  private waiting: Waiting<Note>[] = [];
  /** The flush that runs, if any. Never rejects. */
  running: Promise<void> | null = null;

  constructor(save: (group: Waiting<Note>[]) => Promise<Error | null>, onDurable: (notes: Note[]) => void) {
    this.save = save;
    this.onDurable = onDurable;
  }

  /** Resolves once what is committed now is durable. Rejects where it is not and never will be. */
  join(note: Note): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ note, settle: (error) => (error ? reject(error) : resolve()) });
      this.running ??= this.run();
    });
  }

  /** Takes away who waits, for `save` to decide about them. */
  takeWaiting(): Waiting<Note>[] {
    return this.waiting.splice(0);
  }

  /** Puts back who was taken away: they wait for the next flush. */
  putBack(group: Waiting<Note>[]): void {
    this.waiting.unshift(...group);
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // commits of the same turn share the flush
    try {
      while (this.waiting.length > 0) {
        const group = this.takeWaiting();
        const failure = await this.save(group);
        if (!failure) this.onDurable(group.map(({ note }) => note));
        for (const one of group) one.settle(failure);
      }
    } finally {
      // In the turn of the last look at who waits: a commit made right after it begins a flush of its own.
      this.running = null;
    }
  }
}
