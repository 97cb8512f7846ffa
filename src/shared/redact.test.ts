import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { redact } from './redact.ts';

describe('redact', () => {
  it('hides values under secret names, at any depth', () => {
    const value = {
      a: { 'X-CSRF-Token': 'abc', anon_id: 'x', list: [{ cookie: 'y', title: 'Robe' }] },
      userAgent: 'z',
    };
    expect(redact(value)).toEqual({
      a: { 'X-CSRF-Token': '[hidden]', anon_id: '[hidden]', list: [{ cookie: '[hidden]', title: 'Robe' }] },
      userAgent: '[hidden]',
    });
  });

  it('hides tokens, anonymous ids and user agents inside text', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_';
    const text = `a ${jwt} b 75f6c9fa-dc8e-4e52-a000-e09dd4084b3e c Mozilla/5.0 (X11) Chrome`;
    expect(redact(text)).toBe('a [hidden] b [hidden] c [hidden]');
    const error = redact(new Error(`failed with ${jwt}`)) as { message: string; stack: string };
    expect(error.message).toBe('failed with [hidden]');
    expect(error.stack).not.toContain('eyJ');
  });

  it('leaves our own ids and facts readable, and bounds depth', () => {
    const id = newId();
    expect(redact({ id, route: 'drafts.get', n: 3 })).toEqual({ id, route: 'drafts.get', n: 3 });
    const deep: Record<string, unknown> = {};
    deep.self = deep;
    expect(() => JSON.stringify(redact(deep))).not.toThrow();
    expect(redact(new Blob(['x']))).toBe('[Blob]');
  });
});
