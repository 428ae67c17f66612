import type {
  CreateAccessKeyCommandInput,
  CreateAccessKeyCommandOutput,
  DeleteAccessKeyCommandInput,
  ListAccessKeysCommandInput,
  ListAccessKeysCommandOutput,
  UpdateAccessKeyCommandInput,
} from '@aws-sdk/client-iam';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { accessKeyOf } from './answers.ts';
import { directoryOf } from './directory.ts';
import { constraintError, limitExceeded } from './errors.ts';
import { existing } from './input.ts';
import { pageOf } from './page.ts';
import type { AccessKeyRecord } from './records.ts';
import { userNamed, userNameOf, userNeed } from './users.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

/** Keys that a user can have at a time (recorded). */
const mostKeys = 2;

/** Access keys of users. */
export const accessKeyOperations: Readonly<Record<string, AnyOperation>> = {
  CreateAccessKey: operation<CreateAccessKeyCommandInput, Answer<CreateAccessKeyCommandOutput>>({
    needs: (input, call) => [userNeed('CreateAccessKey', input, call)],
    run: (input, call) => {
      const key = createKey(userNamed(input, call).name, call);
      return {
        AccessKey: {
          UserName: key.userName,
          AccessKeyId: key.id,
          Status: 'Active',
          SecretAccessKey: key.secret,
          CreateDate: new Date(key.createdAt),
        },
      };
    },
  }),
  ListAccessKeys: operation<ListAccessKeysCommandInput, Answer<ListAccessKeysCommandOutput>>({
    needs: (input, call) => [userNeed('ListAccessKeys', input, call)],
    run: (input, call) => {
      const { items, rest } = pageOf(keysOf(userNamed(input, call).name, call), ({ id }) => id, input);
      return { AccessKeyMetadata: items.map(accessKeyOf), ...rest };
    },
  }),
  UpdateAccessKey: operation<UpdateAccessKeyCommandInput, void>({
    needs: (input, call) => [userNeed('UpdateAccessKey', input, call)],
    run: (input, call) => {
      const key = keyNamed(input, call);
      if (input.Status !== 'Active' && input.Status !== 'Inactive') {
        throw constraintError('status', 'satisfy enum value set');
      }
      store(call).put(key.id, { ...key, isActive: input.Status === 'Active' });
    },
  }),
  DeleteAccessKey: operation<DeleteAccessKeyCommandInput, void>({
    needs: (input, call) => [userNeed('DeleteAccessKey', input, call)],
    run: (input, call) => void store(call).delete(keyNamed(input, call).id),
  }),
};

function store(call: Call) {
  return directoryOf(call.host.store, call.account).accessKeys;
}

function keysOf(userName: string, call: Call): readonly AccessKeyRecord[] {
  return store(call)
    .values()
    .filter((key) => key.userName === userName);
}

function createKey(userName: string, call: Call): AccessKeyRecord {
  if (keysOf(userName, call).length >= mostKeys) {
    throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${mostKeys}`);
  }
  const { ids, clock } = call.host;
  const key: AccessKeyRecord = {
    id: `AKIA${ids.upper(16)}`,
    secret: ids.bytes(30).toString('base64'),
    userName,
    isActive: true,
    createdAt: clock.now(),
  };
  store(call).put(key.id, key);
  return key;
}

type KeyInput = { readonly UserName?: string | undefined; readonly AccessKeyId: string | undefined };

/** A key of the user that the request is about. */
function keyNamed(input: KeyInput, call: Call): AccessKeyRecord {
  const { name } = userNamed({ UserName: userNameOf(input, call) }, call);
  const { AccessKeyId = '' } = input;
  const key = store(call).get(AccessKeyId);
  return existing(key?.userName === name ? key : undefined, `The Access Key with id ${AccessKeyId} cannot be found.`);
}
