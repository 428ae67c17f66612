import type { Template } from '../../check/template.ts';
import { counted, inSentence, labelOf } from './names.ts';
import { variantsOf } from './variants.ts';

/** When a schedule is due, as people say it; an expression that people do not say stands as it is. */
export function scheduleWords(template: Template, expression: unknown, zone?: unknown): string {
  const [text = ''] = variantsOf(expression);
  const parameter = /\$\{([A-Za-z0-9]+)\}/u.exec(text)?.[1];
  if (parameter !== undefined) return `when: ${inSentence(labelOf(template, parameter))}`;
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/u.exec(text);
  if (rate !== null) return everyWords(Number(rate[1]), rate[2] ?? '');
  const daily = /^cron\((\d{1,2}) (\d{1,2}) (.*)\)$/u.exec(text);
  if (daily === null) return text;
  const [, minute = '', hour = '', rest = ''] = daily;
  const day = dayWords(rest);
  return day === undefined ? text : `${day} at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} ${zoneWords(zone)}`;
}

function everyWords(n: number, unit: string): string {
  return n === 1 ? `every ${unit}` : `every ${counted(n, unit)}`;
}

function zoneWords(zone: unknown): string {
  const [text = 'UTC'] = variantsOf(zone);
  return text.includes('${') ? 'local time' : text;
}

const days: { readonly [name: string]: string } = {
  MON: 'Mondays',
  TUE: 'Tuesdays',
  WED: 'Wednesdays',
  THU: 'Thursdays',
  FRI: 'Fridays',
  SAT: 'Saturdays',
  SUN: 'Sundays',
};

/** The last four fields of a cron expression: day of month, month, day of week, year. */
function dayWords(rest: string): string | undefined {
  if (rest === '* * ? *' || rest === '? * * *') return 'daily';
  const [, weekday = ''] = /^\? \* ([A-Z]{3}) \*$/u.exec(rest) ?? [];
  if (days[weekday] !== undefined) return days[weekday];
  if (rest === '? * MON-FRI *') return 'Monday to Friday';
  const [, date] = /^(\d{1,2}) \* \? \*$/u.exec(rest) ?? [];
  return date === undefined ? undefined : `on day ${date} of the month`;
}
