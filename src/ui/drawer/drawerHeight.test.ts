import { expect, it } from 'vitest';
import { drawerHeight } from './drawerHeight';

it('keeps a drawer within its page, and never lower than its own rows', () => {
  expect([-5, 300, 900].map((wished) => drawerHeight(wished, 800))).toEqual([140, 300, 480]);
  expect(drawerHeight(300, 100)).toBe(140);
});
