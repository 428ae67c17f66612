/**
 * The closed dialect in which launch parameters are described: JSON Schema literals that hold exactly what a
 * CloudFormation parameter can hold.
 *
 * Write them `as const satisfies Parameters`: a misspelt keyword, an unanchored pattern or an AWS type with an empty
 * default does not compile. What types cannot tell (Java and ECMAScript reading a pattern differently, a default that
 * breaks its own constraints) `issuesInDefinition` tells.
 */

/** A regular expression for the whole value. CloudFormation matches the whole value, JSON Schema searches in it: anchors make both agree. */
export type Anchored = `^${string}$`;

/** JSON as a type, for the contents of document parameters. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Words = {
  /** Label of the field in the launch form, at most 100 characters. */
  readonly title: string;
  /** What the value changes for the launcher, not what type it has. */
  readonly description: string;
  /** Completes the sentence "must be …" when the value breaks a pattern, e.g. `a 12-digit account number`. */
  readonly constraintDescription?: string;
};

type TextConstraints = {
  readonly enum?: readonly string[];
  readonly pattern?: Anchored;
  /** In UTF-16 code units, as CloudFormation counts. */
  readonly minLength?: number;
  /** In UTF-16 code units, as CloudFormation counts. */
  readonly maxLength?: number;
};

/** Free text. Optional text has `default: ''` and a pattern that admits it. */
export type TextParameter = Words &
  TextConstraints &
  NotDocument & { readonly type: 'string'; readonly awsType?: never; readonly default?: string };

// Without these, a keyword of one kind of text would compile on another kind, and be ignored there.
type NoTextConstraints = { readonly [keyword in Exclude<keyof TextConstraints, 'pattern'>]?: never };
type NotDocument = { readonly contentMediaType?: never; readonly contentSchema?: never };

/** Types whose value must exist in the account and region where the stack is launched. */
export const awsTypes = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::Volume::Id',
  'AWS::EC2::VPC::Id',
  'AWS::Route53::HostedZone::Id',
  'AWS::SSM::Parameter::Name',
] as const;
export type AwsType = (typeof awsTypes)[number];

/** Types whose value CloudFormation reads from Systems Manager at launch and at every update. */
export const ssmTypes = ['AWS::SSM::Parameter::Value<String>'] as const;
export type SsmType = (typeof ssmTypes)[number];

/** An AWS resource that must exist. Always required: CloudFormation refuses the empty text for these types. */
export type AwsParameter = Words &
  NoTextConstraints &
  NotDocument & {
    readonly type: 'string';
    readonly awsType: AwsType;
    readonly pattern?: Anchored;
    readonly default?: never;
  };

/** The name of a Systems Manager parameter whose value the template gets. */
export type SsmParameter = Words &
  NoTextConstraints &
  NotDocument & {
    readonly type: 'string';
    readonly awsType: SsmType;
    readonly pattern?: Anchored;
    readonly default?: `/${string}`;
  };

/** A whole number between -(2^53-1) and 2^53-1. With `enum`, no other bounds. */
export type IntegerParameter = Words & { readonly type: 'integer'; readonly default?: number } & NumberConstraints;
/** A decimal number without exponent. With `enum`, no other bounds. */
export type NumberParameter = Words & { readonly type: 'number'; readonly default?: number } & NumberConstraints;

type NumberConstraints =
  | { readonly minimum?: number; readonly maximum?: number; readonly enum?: never }
  | { readonly enum: readonly number[]; readonly minimum?: never; readonly maximum?: never };

export type BooleanParameter = Words & { readonly type: 'boolean'; readonly default?: boolean };

type ListConstraints = {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
};

/** A list of texts, joined by commas on the way to CloudFormation: an item is not empty, has no comma and no space at its ends. */
export type TextListParameter = Words &
  ListConstraints & {
    readonly type: 'array';
    readonly items: { readonly type: 'string'; readonly awsType?: never } & TextConstraints;
    readonly default?: readonly string[];
  };

/** A list of whole numbers. */
export type IntegerListParameter = Words &
  ListConstraints & {
    readonly type: 'array';
    readonly items: { readonly type: 'integer'; readonly minimum?: number; readonly maximum?: number };
    readonly default?: readonly number[];
  };

/** A list of AWS resources that must exist; always required, at least one. */
export type AwsListParameter = Words & {
  readonly type: 'array';
  readonly items: {
    readonly type: 'string';
    readonly awsType: Exclude<AwsType, 'AWS::EC2::KeyPair::KeyName' | 'AWS::SSM::Parameter::Name'>;
  };
  readonly minItems: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly default?: never;
};

/** A JSON document, passed as text of at most 4,096 bytes; above that pass a reference. `default: ''` makes it optional. */
export type DocumentParameter = Words &
  NoTextConstraints & {
    readonly type: 'string';
    readonly pattern?: never;
    readonly awsType?: never;
    readonly contentMediaType: 'application/json';
    /** What the document looks like. Stands for itself: no references, no identifiers. */
    readonly contentSchema: { readonly type: 'object' | 'array'; readonly [keyword: string]: Json };
    readonly default?: '' | { readonly [key: string]: Json } | readonly Json[];
  };

/** One launch parameter. */
export type Parameter =
  | TextParameter
  | AwsParameter
  | SsmParameter
  | IntegerParameter
  | NumberParameter
  | BooleanParameter
  | TextListParameter
  | IntegerListParameter
  | AwsListParameter
  | DocumentParameter;

/** The launch parameters of a product, by name (PascalCase, the same everywhere). */
export type Parameters = { readonly [name: string]: Parameter };

/** What kind of value a parameter holds; the one place that tells the members of the union apart. */
export type Kind = 'text' | 'aws' | 'integer' | 'number' | 'boolean' | 'list' | 'document';

/** The kind of a parameter. */
export function kindOf(parameter: Parameter): Kind {
  if (parameter.type === 'array') return 'list';
  if (parameter.type !== 'string') return parameter.type;
  if ('contentSchema' in parameter) return 'document';
  return 'awsType' in parameter && parameter.awsType !== undefined ? 'aws' : 'text';
}

export function isDocument(parameter: Parameter): parameter is DocumentParameter {
  return kindOf(parameter) === 'document';
}

export function isList(parameter: Parameter): parameter is TextListParameter | IntegerListParameter | AwsListParameter {
  return parameter.type === 'array';
}

/** Whether CloudFormation puts what Parameter Store holds in the place of the value: nobody else sees that. */
export function isStored(parameter: Parameter): parameter is SsmParameter {
  return 'awsType' in parameter && ssmTypes.some((type) => type === parameter.awsType);
}

/** A parameter without `default` is required; there is no other flag. */
export function isRequired(parameter: Parameter): boolean {
  return parameter.default === undefined;
}

/** The launch value that a parameter describes, as typed JSON. */
export type Value<S extends Parameter> = S extends { readonly contentSchema: object }
  ? Json
  : S extends { readonly enum: readonly (infer E)[] }
    ? E
    : S extends { readonly type: 'integer' | 'number' }
      ? number
      : S extends { readonly type: 'boolean' }
        ? boolean
        : S extends { readonly type: 'array'; readonly items: { readonly type: 'integer' } }
          ? readonly number[]
          : S extends { readonly type: 'array' }
            ? readonly string[]
            : string;

/** A launch as typed JSON: what examples hold, what the console edits. Optional parameters may be left out. */
export type Launch = { readonly [name: string]: Json };
