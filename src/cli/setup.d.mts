/** The project's folder, with a slash at its end. */
export const ROOT: string;
export function say(text: string): void;
export function run(program: string, args: readonly string[], options?: object): Promise<void>;
export function newest(...paths: readonly string[]): number;
export function install(): Promise<void>;
export function build(): Promise<void>;
export function casewall(args: readonly string[], options?: object): Promise<void>;
export function demo(): Promise<void>;
