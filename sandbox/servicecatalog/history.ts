import type {
  AccessLevelFilter,
  DescribeRecordCommandInput,
  DescribeRecordOutput,
  ListRecordHistoryCommandInput,
  ListRecordHistoryOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { recordDetail } from './details.ts';
import { invalid } from './errors.ts';
import type { Level } from './needs.ts';
import { atLevel, levelOf } from './needs.ts';
import { paged } from './paging.ts';
import type { WorkRecord } from './records.ts';
import { required } from './shapes.ts';
import { found, shelf } from './shelf.ts';

const describe = operation<DescribeRecordCommandInput, DescribeRecordOutput>({
  needs: ({ Id = '' }, call) => {
    const record = shelf(call).work.get(Id);
    return atLevel('DescribeRecord', record === undefined ? 'Account' : levelOf(call.caller, record));
  },
  run: (input, call) => {
    const { Id } = required(input, 'Id');
    const record = found(shelf(call).work.get(Id), 'Record', Id);
    const { items, next } = paged(record.outputs, input);
    return { RecordDetail: recordDetail(call, record), RecordOutputs: items, ...next };
  },
});

const list = operation<ListRecordHistoryCommandInput, ListRecordHistoryOutput>({
  needs: ({ AccessLevelFilter }) => atLevel('ListRecordHistory', levelFrom(AccessLevelFilter)),
  run: (input, call) => {
    const { Key, Value } = input.SearchFilter ?? {};
    const records = shelf(call)
      .work.values()
      .filter((record) => isWithin(call, record, levelFrom(input.AccessLevelFilter)))
      .filter((record) => Key === undefined || matches(record, Key, Value ?? ''))
      .toReversed();
    const { items, next } = paged(records, input);
    return { RecordDetails: items.map((record) => recordDetail(call, record)), ...next };
  },
});

function matches({ requested, provisionedProductId }: WorkRecord, key: string, value: string): boolean {
  switch (key) {
    case 'product':
      return requested.productId === value;
    case 'provisionedproduct':
      return provisionedProductId === value;
    default:
      throw invalid(`SearchFilter must have the key product or provisionedproduct, got ${key}`);
  }
}

/** Whose things a list is about: one's own, unless it is said otherwise [D]. @throws AwsError */
export function levelFrom(filter: AccessLevelFilter | undefined): Level {
  const { Key = 'User', Value = 'self' } = filter ?? {};
  // The service knows no other value [D].
  if (Value !== 'self') throw invalid(`The value of AccessLevelFilter must be self, got ${Value}`);
  if (Key !== 'Account' && Key !== 'Role' && Key !== 'User')
    throw invalid(`The key of AccessLevelFilter must be Account, Role or User, got ${String(Key)}`);
  return Key;
}

/** Whether something that was launched is within the level for this caller. */
export function isWithin(
  { caller }: Call,
  launched: { readonly userArn: string; readonly userArnSession: string },
  level: Level,
): boolean {
  if (level === 'Account') return true;
  const own = levelOf(caller, launched);
  return own === 'User' || own === level;
}

export const historyOperations = { DescribeRecord: describe, ListRecordHistory: list };
