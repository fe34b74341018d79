/**
 * The two hidden file inputs, mounted once for the whole page, and the way to open them. Drops do not come
 * through here (see DropAnywhere).
 */
import {
  type ChangeEvent,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
} from 'react';
import { defined } from '../../common/assert';
import { useActions } from '../studioContext';
import { toImportFile } from './importPath';

export interface FilePickerHandle {
  openFiles(): void;
  openFolder(): void;
}

const FilePickerContext = createContext<FilePickerHandle | null>(null);

export function useFilePicker(): FilePickerHandle {
  return defined(useContext(FilePickerContext), 'FilePicker');
}

export function FilePicker({ children }: { readonly children: ReactNode }) {
  const { importFiles } = useActions().data;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const setFolder = useCallback((input: HTMLInputElement | null) => {
    folder.current = input;
    if (input) input.webkitdirectory = true;
  }, []);
  const handle = useMemo<FilePickerHandle>(
    () => ({ openFiles: () => files.current?.click(), openFolder: () => folder.current?.click() }),
    [],
  );
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const picked = [...(currentTarget.files ?? [])].map(toImportFile);
    // Else choosing the same files again would be no change and do nothing.
    if (picked.length > 0) currentTarget.value = '';
    // Nothing was picked where a folder holds nothing: that is told as well.
    void importFiles(picked);
  };
  const shared = { type: 'file', multiple: true, hidden: true, onChange } as const;
  return (
    <FilePickerContext value={handle}>
      {children}
      <input ref={files} {...shared} data-testid="file-input" />
      <input ref={setFolder} {...shared} data-testid="folder-input" />
    </FilePickerContext>
  );
}
