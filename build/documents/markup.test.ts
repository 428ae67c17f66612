import { renderMarkup } from './markup.ts';

test('escapes values, and leaves what is markup already', () => {
  expect(renderMarkup('<a b="{{value}}">{{{markup}}}</a>', { value: '"<&>"', markup: '<b/>' })).toBe(
    '<a b="&quot;&lt;&amp;&gt;&quot;"><b/></a>',
  );
});

test('drops characters that no markup may hold, however deep they are', () => {
  expect(
    renderMarkup('{{#each all}}{{this.text}}|{{/each}}', {
      all: [{ text: 'a\u0000b\u001f\ufffe' }, { text: '\ud800' }, { text: 'c\td' }],
    }),
  ).toBe('ab|\ufffd|c\td|');
});

test('fails a text that asks for what nobody gives', () => {
  expect(() => renderMarkup('{{missing}}', {})).toThrow('missing');
});
