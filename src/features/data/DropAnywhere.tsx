/** Takes files and folders dropped anywhere on the page, in any stage, and shows that it will. */
import type { ReactNode } from 'react';
import { useDropzone } from 'react-dropzone';
import { useActions } from '../studioContext';
import styles from './data.module.css';
import { toImportFile } from './importPath';
import { isProjectFile } from './projectFile';

export function DropAnywhere({ children }: { readonly children: ReactNode }) {
  const actions = useActions();
  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => {
      const [project] = files;
      if (files.length === 1 && project && isProjectFile(project.name)) {
        void actions.projects.openFile(project);
        return;
      }
      actions.shell.open('data');
      void actions.data.importFiles(files.map(toImportFile));
    },
    onError: (error) => actions.shell.reportThrown(error),
  });
  return (
    <div {...getRootProps({ className: styles.dropRoot })}>
      {children}
      {isDragActive && (
        <div className={styles.dropCover} aria-hidden>
          Drop images and masks
        </div>
      )}
    </div>
  );
}
