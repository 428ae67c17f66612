import { parameterType } from './parameter-type.ts';

const AWS_TYPES = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::VPC::Id',
  'AWS::EC2::Volume::Id',
  'AWS::Route53::HostedZone::Id',
];

test.each(AWS_TYPES)('%s must exist, alone, in a list and behind a key of Parameter Store', (name) => {
  const isListChecked = name !== 'AWS::EC2::KeyPair::KeyName';
  expect(parameterType(name)).toMatchObject({ existing: name, isList: false, isStored: false });
  expect(parameterType(`List<${name}>`)).toMatchObject({ isList: true, isStored: false });
  expect(parameterType(`List<${name}>`)?.existing).toBe(isListChecked ? name : undefined);
  expect(parameterType(`AWS::SSM::Parameter::Value<${name}>`)).toMatchObject({ existing: name, isStored: true });
  expect(parameterType(`AWS::SSM::Parameter::Value<List<${name}>>`)).toMatchObject({ isList: true, isStored: true });
});

test.each([
  ['String', { isList: false, isNumeric: false, isStored: false }],
  ['Number', { isList: false, isNumeric: true, isStored: false }],
  ['List<Number>', { isList: true, isNumeric: true, isStored: false }],
  ['List<String>', { isList: true, isNumeric: false, isStored: false }],
  ['CommaDelimitedList', { isList: true, isNumeric: false, isStored: false }],
  [
    'AWS::SSM::Parameter::Name',
    { isList: false, isNumeric: false, isStored: false, existing: 'AWS::SSM::Parameter::Name' },
  ],
  ['AWS::SSM::Parameter::Value<String>', { isList: false, isNumeric: false, isStored: true }],
  ['AWS::SSM::Parameter::Value<List<String>>', { isList: true, isNumeric: false, isStored: true }],
  ['AWS::SSM::Parameter::Value<CommaDelimitedList>', { isList: true, isNumeric: false, isStored: true }],
  ['AWS::SSM::Parameter::Value<Number>', { isList: false, isNumeric: false, isStored: true }],
])('knows %s', (name, type) => {
  expect(parameterType(name)).toEqual({ name, ...type });
});

test.each([
  '',
  'string',
  'Integer',
  'Boolean',
  'List',
  'List<>',
  'List<CommaDelimitedList>',
  'List<AWS::SSM::Parameter::Name>',
  'AWS::S3::Bucket::Name',
  'AWS::SSM::Parameter::Value<SecureString>',
  'List<AWS::SSM::Parameter::Value<String>>',
  'AWS::SSM::Parameter::Value<List<CommaDelimitedList>>',
  'constructor',
])('fails to know %j', (name) => {
  expect(parameterType(name)).toBeUndefined();
});
