import { Activity, Bookmark, Images, Settings, Users, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { Mark } from "@/ui";
import { StatusLine } from "./StatusLine";

function Place({ to, icon: Icon, label }: { to: string; icon: LucideIcon; label: string }) {
  return (
    <NavLink className="nav-item" to={to} end={to === "/"}>
      <Icon className="icon" aria-hidden />
      {label}
    </NavLink>
  );
}

/** Where one can go, and in one calm line what the machine is doing. */
export function Sidebar() {
  const { t } = useTranslation();
  return (
    <aside className="sidebar" aria-label={t("nav.name")}>
      <div className="brand">
        <Mark />
        Keepers
      </div>
      <nav className="nav" aria-label={t("nav.name")}>
        <Place to="/" icon={Images} label={t("nav.photos")} />
        <Place to="/picks" icon={Bookmark} label={t("nav.picks")} />
        <Place to="/people" icon={Users} label={t("nav.people")} />
        <hr className="nav-rule" />
        <Place to="/activity" icon={Activity} label={t("nav.activity")} />
      </nav>
      <nav className="nav low" aria-label={t("nav.own")}>
        <Place to="/settings" icon={Settings} label={t("nav.settings")} />
      </nav>
      <StatusLine />
    </aside>
  );
}
