import { redact } from './redact.ts';

export interface Logger {
  info(text: string, facts?: Record<string, unknown>): void;
  error(text: string, facts?: Record<string, unknown>): void;
}

/** Writes to the console, through the one redaction function. */
export const consoleLogger: Logger = {
  info: (text, facts = {}) => console.info(`[penderie] ${text}`, redact(facts)),
  error: (text, facts = {}) => console.error(`[penderie] ${text}`, redact(facts)),
};
