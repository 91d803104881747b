import { createStore } from "zustand/vanilla";

interface Connection {
  /** False once a request got no answer, until the next one does. */
  online: boolean;
  /** False when the server refused this page's key. */
  allowed: boolean;
}

const store = createStore<Connection>(() => ({ online: true, allowed: true }));

/** Whether Keepers answers. */
export const connection = {
  store,
  answered: () => {
    if (!store.getState().online) store.setState({ online: true });
  },
  failed: () => {
    if (store.getState().online) store.setState({ online: false });
  },
  refused: () => {
    store.setState({ allowed: false });
  },
};
