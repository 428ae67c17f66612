import type { ResourceChange, ResourceChangeDetail } from '@aws-sdk/client-service-catalog';

/** A change as CloudFormation tells it: the same members, other spellings. */
export type StackChange = {
  readonly ResourceChange?: {
    readonly Action?: string;
    readonly LogicalResourceId?: string;
    readonly PhysicalResourceId?: string;
    readonly ResourceType?: string;
    readonly Replacement?: string;
    readonly Scope?: readonly string[];
    readonly Details?: readonly {
      readonly Target?: { readonly Attribute?: string; readonly Name?: string; readonly RequiresRecreation?: string };
      readonly Evaluation?: string;
      readonly CausingEntity?: string;
    }[];
  };
};

/** The words of Service Catalog are those of CloudFormation in capitals. What it has no word for, it leaves out. */
const words = {
  action: ['ADD', 'MODIFY', 'REMOVE'],
  replacement: ['TRUE', 'FALSE', 'CONDITIONAL'],
  attribute: ['PROPERTIES', 'METADATA', 'CREATIONPOLICY', 'UPDATEPOLICY', 'DELETIONPOLICY', 'TAGS'],
  recreation: ['NEVER', 'CONDITIONALLY', 'ALWAYS'],
  evaluation: ['STATIC', 'DYNAMIC'],
} as const;

function word<Kind extends keyof typeof words>(
  kind: Kind,
  text: string | undefined,
): (typeof words)[Kind][number] | undefined {
  const all: readonly (typeof words)[Kind][number][] = words[kind];
  return all.find((one) => one === text?.toUpperCase());
}

export function resourceChange({ ResourceChange: change = {} }: StackChange): ResourceChange {
  const { LogicalResourceId, PhysicalResourceId, ResourceType } = change;
  return {
    Action: word('action', change.Action),
    LogicalResourceId,
    PhysicalResourceId,
    ResourceType,
    Replacement: word('replacement', change.Replacement),
    Scope: (change.Scope ?? []).flatMap((one) => word('attribute', one) ?? []),
    Details: (change.Details ?? []).map(detail),
  };
}

type Detail = NonNullable<NonNullable<StackChange['ResourceChange']>['Details']>[number];

function detail({ Target, Evaluation, CausingEntity }: Detail): ResourceChangeDetail {
  return {
    Target: {
      Attribute: word('attribute', Target?.Attribute),
      Name: Target?.Name,
      RequiresRecreation: word('recreation', Target?.RequiresRecreation),
    },
    Evaluation: word('evaluation', Evaluation),
    CausingEntity,
  };
}
