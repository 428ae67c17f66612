import type { Construct } from 'constructs';
import type { LaunchList, LaunchNumber, LaunchValues } from '#lib/constructs/launch-value.ts';
import type { all } from './parameters.ts';

// Compiled by tsc, never run: each `@ts-expect-error` fails the compilation when the mistake below it compiles.

type Launch = LaunchValues<typeof all>;

/** What a template may do with launch values. */
export function uses(launch: Launch, scope: Construct): unknown[] {
  return [
    launch.Text.asString(),
    launch.Text.is(scope, 'A', 'any text'),
    launch.Choice.is(scope, 'B', 'b'),
    launch.Days.is(scope, 'C', 3),
    launch.Days.asNumber(),
    launch.Share.asNumber(),
    launch.Steps.is(scope, 'D', 7),
    launch.IsOn.is(scope, 'E', true),
    launch.Names.is(scope, 'F', ['a']),
    launch.Subnets.asList(),
    launch.Ports.isGiven(scope, 'G'),
    launch.Settings.is(scope, 'H', ''),
  ];
}

export function mistakes(launch: Launch, scope: Construct): unknown[] {
  return [
    // @ts-expect-error a launch value is not a text, and the comparison would never hold
    launch.Environment === 'prod',
    // @ts-expect-error nor is one that there is
    launch.Text === 'a',
    // @ts-expect-error nor a number
    launch.Days > 3,
    // @ts-expect-error nor can its length be measured
    launch.Text.length,
    // @ts-expect-error nor can a list be gone through
    [...launch.Names],
    // @ts-expect-error a value that cannot be picked
    launch.Choice.is(scope, 'A', 'c'),
    // @ts-expect-error a number that cannot be picked
    launch.Steps.is(scope, 'B', 2),
    // @ts-expect-error a text where the parameter is a number
    launch.Days.is(scope, 'C', '3'),
    // @ts-expect-error a number where the parameter is a boolean
    launch.IsOn.is(scope, 'D', 1),
    // @ts-expect-error a document, whose text may be written in many ways
    launch.Settings.is(scope, 'E', { a: 1 }),
    // @ts-expect-error a text is not a number
    launch.Text.asNumber(),
    // @ts-expect-error a text is not a list
    launch.Text.asList(),
    // @ts-expect-error a parameter that there is not
    launch.Txet,
  ];
}

/** The value of one parameter does not stand in for another's. */
export function swapped(launch: Launch): unknown[] {
  // @ts-expect-error a number with a choice for one without
  const days: Launch['Days'] = launch.Steps;
  // @ts-expect-error a text for a list
  const names: LaunchList = launch.Text;
  const share: LaunchNumber<(typeof all)['Share']> = launch.Share;
  return [days, names, share];
}
