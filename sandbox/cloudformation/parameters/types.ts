/** One entry of the `Parameters` list of a CloudFormation call. */
export type SuppliedParameter = {
  readonly ParameterKey: string;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue?: boolean | undefined;
};

/** The two sections of a parsed template that decide whether a launch is accepted. */
export type TemplateSections = { readonly Parameters?: unknown; readonly Rules?: unknown };

/** What Parameter Store holds under a name. */
export type StoredParameter = { readonly type: 'String' | 'StringList' | 'SecureString'; readonly value: string };

/** What has to be known about the account, answered at once. */
export type Facts = {
  /** Whether the account and region have it. `type` is an AWS-specific type or `AWS::SSM::Parameter::Name`. */
  exists(type: string, value: string): boolean;
  /** The stored parameter of that name; the name may end in `:<version>`. */
  parameter(name: string): StoredParameter | undefined;
  /** An attribute that Rules may ask for, `undefined` where the resource or its tag is missing. */
  attribute(type: string, id: string, attribute: string): string | undefined;
};

/** The same questions put to an account that may take its time. */
export type AccountFacts = {
  exists(type: string, value: string): boolean | Promise<boolean>;
  parameter(name: string): StoredParameter | undefined | Promise<StoredParameter | undefined>;
  attribute(type: string, id: string, attribute: string): string | undefined | Promise<string | undefined>;
};

/** Values of the pseudo parameters a rule may refer to. Only those that the template uses are needed. */
export type PseudoParameters = {
  readonly 'AWS::AccountId'?: string;
  readonly 'AWS::NotificationARNs'?: readonly string[];
  readonly 'AWS::Partition'?: string;
  readonly 'AWS::Region'?: string;
  readonly 'AWS::StackId'?: string;
  readonly 'AWS::StackName'?: string;
  readonly 'AWS::URLSuffix'?: string;
};

/** Everything outside the template and the call that decides about a launch. */
export type LaunchContext = {
  /** Values of the stack that is being updated, as given then: the key for an SSM type. Left out for a new stack. */
  readonly previous?: ReadonlyMap<string, string>;
  readonly pseudo?: PseudoParameters;
};

/**
 * Why a launch is refused. The kinds come in the order in which CloudFormation checks.
 *
 * | Kind | Says |
 * |---|---|
 * | `unknown` | a key the template does not declare |
 * | `previous` | `UsePreviousValue` where it cannot be used |
 * | `missing` | neither a value nor a default |
 * | `constraint` | type or constraint not met |
 * | `store` | Parameter Store cannot give the value |
 * | `rule` | an assertion is false |
 * | `existence` | no such thing in the account: the call succeeds, the stack fails |
 */
export type ViolationKind = 'unknown' | 'previous' | 'missing' | 'constraint' | 'store' | 'rule' | 'existence';

/** One reason to refuse a launch, in AWS's words. */
export type Violation = {
  readonly kind: ViolationKind;
  /** The parameter it is about. */
  readonly parameter?: string;
  /** The rule that was broken. */
  readonly rule?: string;
  readonly message: string;
};

/** A parameter with the value it has in this launch. */
export type EvaluatedParameter = {
  /** The text as given: `ParameterValue` of DescribeStacks. */
  readonly value: string;
  /** What Parameter Store holds, for SSM value types: `ResolvedValue` of DescribeStacks. */
  readonly resolved?: string;
  /** What `Ref` yields. */
  readonly ref: string | readonly string[];
  /** `NoEcho`: describe calls show asterisks. */
  readonly noEcho: boolean;
};

/** The verdict on a launch: accepted when there are no violations. */
export type Evaluation = {
  readonly violations: readonly Violation[];
  /** Every parameter that has a value, in template order. One that Parameter Store cannot resolve is missing. */
  readonly parameters: ReadonlyMap<string, EvaluatedParameter>;
};
