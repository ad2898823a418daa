import { playKey } from '../../views/timeline-keys.ts';

/** Plays and steps by the keyboard, wherever in the element the focus is. */
export function followPlayKeys(
  element: HTMLElement,
  does: { readonly toggle: () => void; readonly step: (direction: 1 | -1) => void }
): () => void {
  const type = (gesture: KeyboardEvent): void => {
    if (gesture.ctrlKey || gesture.metaKey || gesture.altKey || !(gesture.target instanceof HTMLElement))
      return;
    const { role, tagName } = gesture.target;
    const action = playKey(gesture.key, role ?? tagName.toLowerCase());
    if (action === null) return;
    gesture.preventDefault();
    if (action === 'toggle') does.toggle();
    else does.step(action === 'forward' ? 1 : -1);
  };
  element.addEventListener('keydown', type);
  return () => element.removeEventListener('keydown', type);
}
