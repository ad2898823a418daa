import ts from 'typescript';

export interface Import {
  readonly specifier: string;
  /** `type`: nothing of it is there when the program runs. */
  readonly kind: 'value' | 'type' | 'dynamic';
  readonly line: number;
}

export interface Word {
  readonly name: string;
  readonly line: number;
}

/** What the rules want to know of a script. */
export interface Syntax {
  readonly imports: readonly Import[];
  /** Names used that the script neither declares nor imports, such as `document`; `new Date()` is `new Date`. */
  readonly free: readonly Word[];
  /** Members of names, such as `Date.now`. */
  readonly members: readonly Word[];
  /** Texts in quotes or backticks (only the fixed parts). */
  readonly texts: readonly Word[];
  readonly defaultExports: readonly Word[];
}

interface Found {
  readonly imports: Import[];
  readonly used: Word[];
  readonly members: Word[];
  readonly texts: Word[];
  readonly defaultExports: Word[];
  readonly declared: Set<string>;
}

/** Parses a script. Throws where it is not TypeScript. */
export function readSyntax(path: string, text: string): Syntax {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Found = {
    imports: [],
    used: [],
    members: [],
    texts: [],
    defaultExports: [],
    declared: new Set()
  };
  const visit = (node: ts.Node): void => {
    readNode(node, file, found);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { ...found, free: found.used.filter(({ name }) => !found.declared.has(name)) };
}

function readNode(node: ts.Node, file: ts.SourceFile, found: Found): void {
  const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const word = (name: string): Word => ({ name, line });
  readImport(node, line, found);
  if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
    if (!ts.isDefaultClause(node.parent)) found.defaultExports.push(word('default'));
  }
  if (ts.isExportSpecifier(node) && node.name.text === 'default') found.defaultExports.push(word('default'));
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    found.texts.push(word(node.text));
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
    found.members.push(word(`${node.expression.text}.${node.name.text}`));
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && (node.arguments?.length ?? 0) === 0)
    found.used.push(word(`new ${node.expression.text}`));
  if (ts.isIdentifier(node)) {
    if (isDeclaration(node)) found.declared.add(node.text);
    else if (isUse(node)) found.used.push(word(node.text));
  }
}

function readImport(node: ts.Node, line: number, found: Found): void {
  const add = (specifier: ts.Node | undefined, kind: Import['kind']): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      found.imports.push({ specifier: specifier.text, kind, line });
  };
  if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node) ? 'type' : 'value');
  if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, 'type');
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    add(node.arguments[0], 'dynamic');
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const [first, second] = node.arguments ?? [];
    if (
      first !== undefined &&
      ts.isStringLiteralLike(first) &&
      /^\.{1,2}\/.*\.(ts|js|mjs|svelte)$/.test(first.text)
    ) {
      if (second?.getText() === 'import.meta.url') add(first, 'dynamic');
    }
  }
}

function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function isDeclaration(node: ts.Identifier): boolean {
  const parent = node.parent;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isFunctionExpression(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isTypeParameterDeclaration(parent) ||
      ts.isImportClause(parent) ||
      ts.isImportSpecifier(parent) ||
      ts.isNamespaceImport(parent)) &&
    parent.name === node
  );
}

/** Whether the identifier names a thing: not the member after a dot, the key of an object or the name of a field. */
function isUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isEnumMember(parent)) {
    return !('name' in parent) || parent.name !== node;
  }
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name !== node;
  return true;
}
