import { ArrowLeft, CalendarHeart, Ellipsis, EyeOff, UserMinus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { menuRows } from "@/actions/menus";
import { useActions, useAllActions } from "@/actions/registry";
import { Button, IconButton, Menu, Toolbar } from "@/ui";
import { called, hide, name } from "./acts";
import type { Person } from "./answers";
import { DetailsDialog } from "./DetailsDialog";
import { hideRows } from "./hideRows";

/** The way back, and what can be done with somebody. */
export function PersonTools({ person }: { person: Person }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  useAllActions();
  useActions([
    {
      id: "person.back",
      group: "go",
      keys: ["escape"],
      quiet: true,
      title: () => t("person.back"),
      run: () => void navigate("/people"),
    },
  ]);
  const who = called(person);
  return (
    <Toolbar>
      <Button
        look="ghost"
        className="back"
        icon={ArrowLeft}
        onClick={() => void navigate("/people")}
      >
        {t("person.back")}
      </Button>
      <span className="push" />
      <Button look="ghost" icon={Users} onClick={() => void navigate(`/people/with/${person.id}`)}>
        {t("person.withOthers")}
      </Button>
      <Button look="ghost" icon={CalendarHeart} onClick={() => setAsked(true)}>
        {t("person.details")}
      </Button>
      <Menu
        label={t("person.hideName", { name: who })}
        rows={hideRows(person.hidden, (level) => void hide([person], level))}
      >
        <Button look="ghost" icon={EyeOff}>
          {t("person.hide")}
        </Button>
      </Menu>
      <Menu
        label={t("person.more", { name: who })}
        rows={[
          ...(person.name === ""
            ? []
            : [
                {
                  id: "nameless",
                  label: t("person.removeName"),
                  icon: UserMinus,
                  onSelect: () => void name(person, ""),
                },
                "rule" as const,
              ]),
          ...menuRows("more"),
        ]}
      >
        <IconButton icon={Ellipsis} label={t("person.more", { name: who })} />
      </Menu>
      {asked && <DetailsDialog person={person} onClose={() => setAsked(false)} />}
    </Toolbar>
  );
}
