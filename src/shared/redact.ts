const SECRET_NAME =
  /cookie|csrf|token|authorization|anon[-_]?id|user[-_]?agent|secret|password|passphrase|session|api[-_]?key|email|phone|address/i;
const SECRET_SHAPE =
  /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|Mozilla\/\d[^"']*/gi;

/**
 * The one redaction in front of every log and export: values under secret-sounding names, JWTs, version-4 UUIDs (CSRF
 * and anon ids) and user agents become `[hidden]`. Our own ids are version 7 and stay. Errors keep name, message and
 * stack, redacted; depth is bounded.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(SECRET_SHAPE, '[hidden]');
  if (value === null || typeof value !== 'object') return value;
  if (depth > 6) return '[deep]';
  if (value instanceof Error) {
    return { name: value.name, message: redact(value.message), stack: redact(value.stack ?? '') };
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Blob || ArrayBuffer.isView(value)) return `[${value.constructor.name}]`;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(name) ? '[hidden]' : redact(item, depth + 1),
    ]),
  );
}
