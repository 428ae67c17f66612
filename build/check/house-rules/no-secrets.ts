import { isRecord, type Template, textsIn } from '../template.ts';
import { functionsIn } from './functions.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

/**
 * Whoever may describe a stack or a function reads its parameters, outputs and variables in the clear, so a secret is
 * never one of them: a parameter names the SSM SecureString or the secret, and the code reads it.
 */
export const noSecrets: HouseRule = {
  id: 'factory-no-secrets',
  severity: 'error',
  find: (template) => [...parameters(template), ...environments(template), ...outputs(template), ...literals(template)],
};

const secretName = /(password|passwd|passphrase|secret|token|credential|apikey|privatekey|accesskey)/i;
// WorkspaceTokenSecretArn holds the address of a secret, not the secret.
const addressOfSecret = /(Arn|Name|Id|Path|Param|Parameter|Prefix|Days|Hours|Minutes|Seconds)$/;

function parameters(template: Template): Spot[] {
  return Object.entries(template.Parameters ?? {}).flatMap(([name, parameter]) => {
    const at = `Parameters/${name}`;
    const isHidden = isRecord(parameter) && String(parameter['NoEcho']) === 'true';
    if (isHidden) return [{ at, message: 'is NoEcho: a secret is not a parameter, take the name of one' }];
    if (!secretName.test(name) || addressOfSecret.test(name)) return [];
    return [{ at, message: 'is named like a secret: take the ARN, name or path of one and say so in the name' }];
  });
}

const secretReference = /\{\{resolve:(ssm-secure|secretsmanager):/;

function environments(template: Template): Spot[] {
  return functionsIn(template)
    .filter(({ properties }) => textsIn(properties['Environment']).some(({ text }) => secretReference.test(text)))
    .map(({ id }) => ({ at: atResource(id), message: 'has a secret in its environment, read it in the code' }));
}

function outputs(template: Template): Spot[] {
  return Object.entries(template.Outputs ?? {})
    .filter(([, output]) => textsIn(output).some(({ text }) => secretReference.test(text)))
    .map(([name]) => ({ at: `Outputs/${name}`, message: 'shows a secret, show where it is instead' }));
}

// Only forms that are nothing else: a check that guesses is a check that is switched off.
const literalSecrets = [
  { what: 'an AWS access key', form: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a private key', form: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a JSON web token', form: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/ },
  { what: 'a GitHub token', form: /\b(?:gh[pousr]_\w{36}|github_pat_\w{22,})/ },
  { what: 'a Slack token', form: /\bxox[abposr]-[\w-]{10,}/ },
] as const;

function literals(template: Template): Spot[] {
  const sections = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'] as const;
  return sections.flatMap((section) =>
    Object.entries(template[section] ?? {}).flatMap(([name, entry]) => {
      const texts = textsIn(entry).map(({ text }) => text);
      const found = literalSecrets.filter(({ form }) => texts.some((text) => form.test(text)));
      return found.map(({ what }) => ({
        at: `${section}/${name}`,
        detail: what,
        message: `contains ${what}: revoke it, it has been seen`,
      }));
    }),
  );
}
