import type { Warning } from '../../core/step.js';
import type { Text } from '../../core/text.js';
import { flowing } from '../typography.js';
import type { Guide } from './guide.js';

/**
 * Shows a hard warning and goes on only when the person has picked the sentence that repeats its fact. A wrong one is
 * explained and asked again; it is never sent anywhere. The right one is never where the cursor stands at first.
 */
export async function acknowledge(guide: Guide, warning: Warning): Promise<void> {
  const { screen, ask } = guide;
  const { code, text, statements: said } = warning;
  ask.say(['', ...flowing(`! ${code}  ${screen.say(text)}`, screen, '', '        ')]);
  if (!said) return typeCode(guide, code);
  const [first, second] = said.wrong;
  const sentences = isEven(code) ? [first, said.right, second] : [first, second, said.right];
  const question = screen.pick('Was gilt hier?', 'What holds here?');
  for (;;) {
    const picked = await ask.one(
      question,
      sentences.map((value) => ({ value, label: screen.say(value) })),
    );
    if (picked === said.right) return;
    ask.say(explained(guide, picked, said.right));
  }
}

/** A warning of another sequence without sentences of its own. */
async function typeCode({ screen, ask }: Guide, code: string): Promise<void> {
  const question = screen.pick(`Gelesen? Tippen Sie ${code} ab.`, `Read? Type ${code} to go on.`);
  await ask.line(question, {
    check: (typed) =>
      typed.trim().toUpperCase() === code.toUpperCase()
        ? undefined
        : screen.pick(`Erwartet wird ${code}.`, `${code} is expected.`),
  });
}

function explained({ screen }: Guide, wrong: Text, right: Text): string[] {
  return [
    ...flowing(
      screen.pick(`✗ Das stimmt nicht: ${wrong.de}`, `✗ Not so: ${wrong.en}`),
      screen,
      '   ',
      '     ',
    ),
    ...flowing(screen.pick(`Richtig ist: ${right.de}`, `Correct: ${right.en}`), screen, '     '),
    ...flowing(
      screen.pick(
        'Es wurde nichts gesendet. Wählen Sie noch einmal.',
        'Nothing was sent. Choose again.',
      ),
      screen,
      '     ',
    ),
  ];
}

function isEven(code: string): boolean {
  return Number(/\d+/.exec(code)?.[0] ?? 0) % 2 === 0;
}
