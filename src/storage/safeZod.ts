/** zod without its code generation, which the page's content security policy forbids; schemas look when they are made. */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
