/** A line under a field. With `fix`, the button shows the result it will bring. */
export interface FieldNote {
  level: 'block' | 'warn' | 'info' | 'ok';
  text: string;
  /** The gate rule it comes from, where it does. */
  rule?: string;
  fix?: { label: string; apply: () => void };
}
