import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repriceReport } from '../../tools/reprice/report.ts';

test('repriceReport() says by day and model what a dry run would change', () => {
  const report = repriceReport({
    job_id: 'j',
    state: 'done',
    progress: 1,
    dry_run: true,
    from: '2026-11-20T00:00:00.000Z',
    to: '2026-11-22T00:00:00.000Z',
    counts: {
      fragments: 9,
      changed: 3,
      repriced: 3,
      newly_priced: 1,
      client_stated: 2,
      nano_usd_before: 2_000_000_000,
      nano_usd_after: 3_500_074_250,
      '2026-11-21|gpt-4o|calls': 2,
      '2026-11-21|gpt-4o|nano_usd_before': 2_000_000_000,
      '2026-11-21|gpt-4o|nano_usd_after': 3_500_000_000,
      '2026-11-20|gpt-4o-mini|calls': 1,
      '2026-11-20|gpt-4o-mini|nano_usd_before': 0,
      '2026-11-20|gpt-4o-mini|nano_usd_after': 74_250,
    },
  });

  assert.equal(
    report,
    [
      '2026-11-20T00:00:00.000Z to 2026-11-22T00:00:00.000Z: 9 stored parts of calls looked at',
      '',
      'when        model        calls  cost before  cost after',
      '2026-11-20  gpt-4o-mini      1        $0.00   $0.000074',
      '2026-11-21  gpt-4o           2        $2.00       $3.50',
      '',
      '3 calls would change: $2.00 → $3.50; 1 had no price, 0 lose theirs, 2 stated by clients stay',
      'Nothing was changed; add --apply to change it. Summaries follow within the hour.',
    ].join('\n'),
  );
});
