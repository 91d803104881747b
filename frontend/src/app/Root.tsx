import { KeyRound } from "lucide-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useNavigate } from "react-router";
import { useStore } from "zustand";
import { KeySheet } from "@/actions/KeySheet";
import { Palette } from "@/actions/Palette";
import { connection, session } from "@/api";
import { EmptyState } from "@/ui";
import { useAppActions } from "./appActions";
import { hostScreens } from "./features";
import { Toasts } from "./Toasts";
import { WindowLinks } from "./WindowLinks";

/** Around every screen: commands, dialogs that answer them, messages. */
export function Root() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const allowed = useStore(connection.store, (state) => state.allowed);
  useAppActions((path) => void navigate(path));
  // It had a key, which was good until Keepers was started anew.
  const restarted = session.token !== "";
  if (!allowed || session.token === "")
    return (
      <EmptyState alone icon={KeyRound} title={restarted ? t("refused.again") : t("refused.title")}>
        {restarted ? t("refused.againWords") : t("refused.words")}
      </EmptyState>
    );
  return (
    <>
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
      <Suspense fallback={null}>
        {hostScreens.map((Host, index) => (
          <Host key={index} />
        ))}
      </Suspense>
      <WindowLinks />
      <Palette />
      <KeySheet />
      <Toasts />
    </>
  );
}
