import type { Call } from '../core/service.ts';
import { directoryOf } from './directory.ts';
import type { Exists } from './grammar/trust-policy.ts';

/** Whether a user or role exists. What another account than the sandbox's own has nobody here can know: it counts as there. */
export function existsIn({ host }: Call): Exists {
  return (arn) => {
    const account = arn.split(':')[4] ?? '';
    if (!host.accounts.includes(account)) return true;
    const { roles, users } = directoryOf(host.store, account);
    const name = arn.split('/').at(-1) ?? '';
    return [roles.find(name), users.find(name)].some((entity) => entity?.arn === arn);
  };
}
