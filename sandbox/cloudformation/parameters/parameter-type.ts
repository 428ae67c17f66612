/** What a parameter's `Type` says about its values. */
export type ParameterType = {
  /** As the template spells it. */
  readonly name: string;
  /** Whether the value that `Ref` yields is a list. */
  readonly isList: boolean;
  /** Whether each member of the value must be a number. */
  readonly isNumeric: boolean;
  /** Whether the value is the name of a Parameter Store parameter, to be replaced by what is stored under it. */
  readonly isStored: boolean;
  /** What each member must be an existing instance of, e.g. `AWS::EC2::VPC::Id`. */
  readonly existing?: string;
};

/** The type whose values are names of existing Parameter Store parameters, and stay names. */
export const STORE_NAME = 'AWS::SSM::Parameter::Name';

const AWS_TYPES: readonly string[] = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::VPC::Id',
  'AWS::EC2::Volume::Id',
  'AWS::Route53::HostedZone::Id',
];

// The one AWS-specific type without a documented list; CloudFormation takes the list and does not look its members up.
const KEY_PAIR = 'AWS::EC2::KeyPair::KeyName';

const PARAMETER_TYPES: ReadonlyMap<string, ParameterType> = new Map(
  [...plainTypes(), ...storedTypes()].map((type) => [type.name, type]),
);

/** The parameter type of that name, `undefined` where CloudFormation has none. */
export function parameterType(name: string): ParameterType | undefined {
  return PARAMETER_TYPES.get(name);
}

function plainTypes(): readonly ParameterType[] {
  const plain = { isList: false, isNumeric: false, isStored: false };
  return [
    { ...plain, name: 'String' },
    { ...plain, name: 'Number', isNumeric: true },
    { ...plain, name: 'CommaDelimitedList', isList: true },
    // Not documented, but taken for the same as CommaDelimitedList.
    { ...plain, name: 'List<String>', isList: true },
    { ...plain, name: 'List<Number>', isList: true, isNumeric: true },
    { ...plain, name: STORE_NAME, existing: STORE_NAME },
    { ...plain, name: KEY_PAIR, existing: KEY_PAIR },
    { ...plain, name: `List<${KEY_PAIR}>`, isList: true },
    ...AWS_TYPES.flatMap((existing) => [
      { ...plain, name: existing, existing },
      { ...plain, name: `List<${existing}>`, existing, isList: true },
    ]),
  ];
}

/** `AWS::SSM::Parameter::Value<T>` for every plain type: what is stored has the shape of T, the value is a name. */
function storedTypes(): readonly ParameterType[] {
  return plainTypes().map((type) => ({
    ...type,
    name: `AWS::SSM::Parameter::Value<${type.name}>`,
    isStored: true,
    // Parameter Store has no number type: CloudFormation checks keys, not what is stored under them.
    isNumeric: false,
  }));
}
