import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { stopOnSignals } from '../../local/stop-on-signals.ts';

/** A process that only remembers with which codes it was asked to exit. */
const fakeProcess = () => {
  const codes: number[] = [];
  const source = Object.assign(new EventEmitter(), { exit: (code: number) => void codes.push(code) });
  return { source, codes };
};

for (const signal of ['SIGINT', 'SIGTERM'])
  test(`${signal} stops the run and then exits`, async () => {
    const { source, codes } = fakeProcess();
    let stops = 0;
    stopOnSignals(async () => {
      stops += 1;
      await pause(5);
    }, source);

    source.emit(signal);
    assert.deepEqual(codes, []);
    await pause(20);

    assert.equal(stops, 1);
    assert.deepEqual(codes, [0]);
  });

test('a second signal exits at once', async () => {
  const { source, codes } = fakeProcess();
  stopOnSignals(() => new Promise(() => {}), source);

  source.emit('SIGINT');
  source.emit('SIGINT');

  assert.deepEqual(codes, [130]);
});

test('a stop that fails is told by the exit code', async () => {
  const { source, codes } = fakeProcess();
  stopOnSignals(() => Promise.reject(new Error('stuck')), source);

  source.emit('SIGTERM');
  await pause(5);

  assert.deepEqual(codes, [1]);
});
