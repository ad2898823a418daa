// Runs before SvelteKit looks at the address.
import '$lib/state/fragment-repair.ts';
