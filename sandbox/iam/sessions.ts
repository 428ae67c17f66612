import type { RootCaller, SessionCaller, UserCaller } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import type { AccessKey, Credentials } from '../core/identity.ts';
import type { Collection } from '../core/store.ts';
import { globalRegion } from '../core/store.ts';

/** Whoever can have temporary keys. */
export type TemporaryCaller = SessionCaller | UserCaller | RootCaller;

/** Temporary access keys of a sandbox. They are kept, so that whoever holds some can go on after a restart. */
export type Sessions = {
  readonly issue: (caller: TemporaryCaller, lifetimeMs: number) => Credentials;
  readonly lookUp: (accessKeyId: string) => AccessKey | undefined;
};

type SessionRecord = {
  readonly caller: TemporaryCaller;
  readonly secret: string;
  readonly token: string;
  /** Milliseconds since 1970 on the machine's clock: clients compare it with theirs. */
  readonly expiration: number;
};

/** How long expired keys are remembered, so that they are refused as expired and not as unknown. */
const rememberedMs = 24 * 3_600_000;
/** How often to look for keys to forget. */
const sweepEveryMs = 600_000;

/** Opens the temporary keys of all accounts of a host. */
export function openSessions(host: Host): Sessions {
  const records = (account: string): Collection<SessionRecord> =>
    host.store.collection('sts', 'sessions', { account, region: globalRegion });
  const wallTime = () => host.clock.now() - host.clock.ahead();
  let sweptAt = Number.NEGATIVE_INFINITY;
  const sweep = () => {
    if (wallTime() - sweptAt < sweepEveryMs) return;
    sweptAt = wallTime();
    for (const account of host.accounts) forgetBefore(sweptAt - rememberedMs, records(account));
  };
  return {
    issue: (caller, lifetimeMs) => {
      sweep();
      const { ids } = host;
      const accessKeyId = `ASIA${ids.upper(16)}`;
      const secret = ids.bytes(30).toString('base64');
      const token = `IQoJb3JpZ2luX2Vj${ids.bytes(240).toString('base64')}`;
      const expiration = wallTime() + lifetimeMs;
      records(caller.account).put(accessKeyId, { caller, secret, token, expiration });
      return { accessKeyId, secretAccessKey: secret, sessionToken: token, expiration };
    },
    lookUp: (accessKeyId) => {
      if (!accessKeyId.startsWith('ASIA')) return undefined;
      for (const account of host.accounts) {
        const record = records(account).get(accessKeyId);
        if (record === undefined) continue;
        const { caller, secret, token, expiration } = record;
        return { caller, secretAccessKey: secret, sessionToken: token, expiration };
      }
      return undefined;
    },
  };
}

function forgetBefore(time: number, records: Collection<SessionRecord>): void {
  for (const [id, { expiration }] of records.entries()) {
    if (expiration < time) records.delete(id);
  }
}
