import type { ICfnRuleConditionExpression } from 'aws-cdk-lib/core';
import { type CfnCondition, CfnMapping, CfnParameter, CfnRule, Fn, Stack, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { addressMapping, placeholders } from '../conventions.ts';
import type { Parameters } from '../parameters.ts';
import type { WrittenFor } from '../product.ts';
import type { Subject } from './app.ts';
import { appOf } from './app.ts';
import type { LaunchValues } from './launch-value.ts';
import { condition, launchValues } from './launch-value.ts';
import { PackageSynthesizer } from './package-synthesizer.ts';
import type { CloudFormationRule } from './to-cloudformation.ts';

/**
 * The stack of a product: parameters, rules, form, tags and the address of its assets are there before the author's
 * constructor goes on. A plain CDK stack in an App of its own, so that every tool sees what launchers get.
 */
export abstract class ProductTemplate<P extends Parameters> extends Stack implements WrittenFor<P> {
  declare readonly writtenFor?: (parameters: P) => P;
  /** What the launcher picked, as references. */
  readonly launch: LaunchValues<P>;
  readonly subject: Subject;

  constructor(scope: Construct, id: string, parameters: P) {
    const { subject } = appOf(scope);
    super(scope, id, { synthesizer: new PackageSynthesizer(), analyticsReporting: false });
    const { title, summary } = subject.product;
    // Not through the props of the stack: CDK refuses there half of what CloudFormation takes.
    this.templateOptions.description = cut(`${title} ${subject.version}. ${summary}`, maximumDescription);
    this.subject = subject;
    this.launch = launchValues(parameters);
    this.addAddress();
    this.addParameters();
    this.addTags();
  }

  private addAddress(): void {
    new CfnMapping(this, addressMapping, {
      mapping: { Assets: { BucketPrefix: placeholders.bucket, KeyPrefix: `${placeholders.solution}/assets` } },
    });
  }

  private addParameters(): void {
    const { parameterSection } = appOf(this);
    for (const [name, { Type, Description, Default, ...constraints }] of Object.entries(parameterSection.Parameters)) {
      new CfnParameter(this, name, {
        type: Type,
        description: Description,
        ...(Default !== undefined && { default: Default }),
        ...(constraints.AllowedPattern !== undefined && { allowedPattern: constraints.AllowedPattern }),
        ...(constraints.AllowedValues !== undefined && { allowedValues: [...constraints.AllowedValues] }),
        ...(constraints.MinLength !== undefined && { minLength: constraints.MinLength }),
        ...(constraints.MaxLength !== undefined && { maxLength: constraints.MaxLength }),
        ...(constraints.MinValue !== undefined && { minValue: constraints.MinValue }),
        ...(constraints.MaxValue !== undefined && { maxValue: constraints.MaxValue }),
        ...(constraints.ConstraintDescription !== undefined && {
          constraintDescription: constraints.ConstraintDescription,
        }),
      });
    }
    for (const [name, rule] of Object.entries(parameterSection.Rules)) new CfnRule(this, name, ruleProps(rule));
    const { product, offering, version } = this.subject;
    this.templateOptions.metadata = {
      'AWS::CloudFormation::Interface': parameterSection.Interface,
      Factory: { Product: product.id, Offering: offering, Version: version },
    };
  }

  private addTags(): void {
    const tags = {
      'factory:product': this.subject.product.id,
      'factory:project': Fn.ref('Project'),
      'factory:environment': Fn.ref('Environment'),
    };
    // Not on the stack itself: tags of a stack are given where it is launched, and cannot hold parameters.
    for (const [name, value] of Object.entries(tags))
      Tags.of(this).add(name, value, { excludeResourceTypes: ['aws:cdk:stack'] });
  }
}

/** CloudFormation's limit for the description of a template, in bytes. */
const maximumDescription = 1024;

function cut(text: string, bytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, bytes)).replace(/\uFFFD$/u, '');
}

function ruleProps({ RuleCondition, Assertions }: CloudFormationRule) {
  return {
    ...(RuleCondition !== undefined && { ruleCondition: expression(RuleCondition) }),
    assertions: Assertions.map(({ Assert, AssertDescription }) => ({
      assert: expression(Assert),
      assertDescription: AssertDescription,
    })),
  };
}

/** A rule function that is already JSON, in the shape CDK asks for. */
function expression(json: object): ICfnRuleConditionExpression {
  return { disambiguator: true, creationStack: [], resolve: () => json, toString: () => JSON.stringify(json) };
}

/** The template that a construct is part of. */
export function templateOf(construct: Construct): ProductTemplate<Parameters> {
  const stack = Stack.of(construct);
  if (!(stack instanceof ProductTemplate)) throw new Error(`${construct.node.path} is not part of a ProductTemplate`);
  return stack;
}

/** A condition at the template: a conventional text parameter was given. */
export function given(construct: Construct, parameter: string): CfnCondition {
  const template = templateOf(construct);
  if (!(template.node.tryFindChild(parameter) instanceof CfnParameter)) {
    throw new Error(
      `${construct.node.path} needs the parameter ${parameter}, which '${template.subject.product.id}' does not have`,
    );
  }
  return condition(template, `Has${parameter}`, Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameter), '')));
}

/**
 * The path below which this launch tells others where its things are:
 * `/factory/<environment>/<project>/<family>/<product>[/<rest of the identity>…]/<name>`.
 */
export function meetingPoint(construct: Construct, name: string): string {
  const { product } = templateOf(construct).subject;
  const rest = product.identity.slice(2).map((parameter) => Fn.ref(parameter));
  return ['/factory', Fn.ref('Environment'), Fn.ref('Project'), product.family, product.name, ...rest, name].join('/');
}

/** `<project>-<environment>-<thing>`, for the few physical names that something outside must know. */
export function physicalName(...thing: readonly string[]): string {
  return [Fn.ref('Project'), Fn.ref('Environment'), ...thing].join('-');
}
