// @vitest-environment node
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { publish } from './test-publish.ts';
import { Visitor } from './test-visitor.ts';

let sandbox: Sandbox | null = null;
afterEach(async () => {
  await sandbox?.close();
  sandbox = null;
});

const call = async (
  port: number | null,
  method: string,
  path: string,
  body?: unknown,
  headers = {},
): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

test('another process can misbehave, wait, release and read the summary', async () => {
  sandbox = await startSandbox({ controlPort: 0 });
  const { controlPort } = sandbox;
  const visitor = new Visitor(sandbox);
  await visitor.visit();
  await call(controlPort, 'POST', '/misbehave', {
    match: { path: { regex: 'users/current$' } },
    hold: 'after',
  });
  const waited = call(controlPort, 'POST', '/wait-for', {
    match: { path: 'session.current_user' },
    timeoutMs: 2_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const reply = visitor.checkAccount();
  expect(await (await waited).json()).toMatchObject({ path: '/api/v2/users/current' });
  await expect.poll(async () => (await (await call(controlPort, 'GET', '/held')).json()).length).toBe(1);
  await call(controlPort, 'POST', '/release');
  expect((await reply).status).toBe(200);
  await call(controlPort, 'POST', '/sign-in', { account: 'second' });
  expect((await visitor.checkAccount()).json.user.login).toBe('sacha_demo');
  await call(controlPort, 'POST', '/readings', { readings: { photoAnswer: 'wrapped' } });
  expect((await publish(visitor, {}, 1)).status).toBe(200);
  const summary = await (await call(controlPort, 'GET', '/summary')).json();
  expect(summary).toMatchObject({ duplicates: 0, violations: [], listings: [{ photos: 1 }] });
});

test('unknown commands, bad rules and web pages are refused', async () => {
  sandbox = await startSandbox({ controlPort: 0 });
  const { controlPort } = sandbox;
  expect((await call(controlPort, 'GET', '/rien')).status).toBe(404);
  expect((await call(controlPort, 'POST', '/misbehave', { match: {}, sample: 'rien' })).status).toBe(400);
  expect(
    (await call(controlPort, 'GET', '/log', undefined, { origin: 'https://www.vinted.fr' })).status,
  ).toBe(403);
});

test('runs as a process of its own', async () => {
  const main = new URL('./main.ts', import.meta.url).pathname;
  const node = new URL('../../node_modules/.bin/node', import.meta.url).pathname;
  const child = spawn(node, [main, '--signed-out'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { port, controlPort, spki } = JSON.parse(line);
  expect([typeof port, typeof controlPort, spki.length]).toEqual(['number', 'number', 44]);
  expect((await call(controlPort, 'GET', '/violations')).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
