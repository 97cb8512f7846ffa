import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 * @param options `echo`: print its output as it comes
 * @returns its exit code (or 1) and all it printed
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, echo = false } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd,
      env,
      timeout: timeoutMs,
      shell: process.platform === 'win32',
      stdio: echo ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}\n${command} was stopped (${signal})` : output }),
    );
  });
}
