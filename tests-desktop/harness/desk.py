"""A tray and a witness of notifications on a test's own session bus, told about and asked in JSON lines.

Owns org.kde.StatusNotifierWatcher (with `--tray`), as a panel does: takes icons in, reads menus, clicks.
Watches what is said to and by the notification daemon without taking part.
Says on stdout: ready, item, item_gone, notification, action, closed; and an answer to each line of stdin.
Needs Debian's python3-dbus and python3-gi; ends with its stdin.
"""

# Its output is what it says; the names of methods are those of the protocol.
# ruff: noqa: T201, D102, D103, N802, ARG002

import json
import os
import sys
import threading
from typing import Any

import dbus
import dbus.bus
import dbus.lowlevel
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
NOTIFICATIONS = "org.freedesktop.Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"


def say(**words: Any) -> None:
    print(json.dumps(words), flush=True)


class Watcher(dbus.service.Object):
    """The list of tray icons, and the panel that shows them."""

    def __init__(self, bus: dbus.bus.BusConnection) -> None:
        super().__init__(bus, "/StatusNotifierWatcher", dbus.service.BusName(WATCHER, bus))
        self.bus = bus
        self.items: list[tuple[str, str]] = []

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service: str, sender: str = "") -> None:
        # A path alone means: of whoever says it.
        name, path = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        self.items.append((name, path))
        self.bus.watch_name_owner(name, lambda owner: self._left(name, path) if owner == "" else None)
        self.StatusNotifierItemRegistered(name + path)
        say(event="item", service=name, path=path)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service: str) -> None:
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface: str, name: str) -> Any:
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface: str) -> dict[str, Any]:
        items = dbus.Array([name + path for name, path in self.items], signature="s")
        return {
            "RegisteredStatusNotifierItems": items,
            "IsStatusNotifierHostRegistered": dbus.Boolean(True),
            "ProtocolVersion": dbus.Int32(0),
        }

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, service: str) -> None:
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemUnregistered(self, service: str) -> None:
        pass

    def _left(self, name: str, path: str) -> None:
        if (name, path) in self.items:
            self.items.remove((name, path))
            self.StatusNotifierItemUnregistered(name + path)
            say(event="item_gone", service=name, path=path)


class Hand:
    """What a person does with the newest icon of the tray."""

    def __init__(self, bus: dbus.bus.BusConnection, watcher: Watcher) -> None:
        self.bus = bus
        self.watcher = watcher

    def item(self) -> tuple[str, str]:
        if not self.watcher.items:
            raise LookupError("there is no icon in the tray")
        return self.watcher.items[-1]

    def of_item(self) -> dict[str, Any]:
        """The words of the icon: Id, Title, ToolTip and so on."""
        name, path = self.item()
        told = dbus.Interface(self.bus.get_object(name, path), PROPERTIES).GetAll(ITEM)
        return {key: plain(value) for key, value in told.items() if "Pixmap" not in key}

    def menu(self) -> list[dict[str, Any]]:
        """The lines of the menu, top to bottom: id, label, enabled, type."""
        _revision, (_root, _own, children) = self._menu().GetLayout(0, -1, dbus.Array([], signature="s"))
        lines = []
        for number, words, _below in children:
            if plain(words.get("visible", True)):
                lines.append(
                    {
                        "id": int(number),
                        "label": str(words.get("label", "")).replace("_", ""),
                        "enabled": bool(words.get("enabled", True)),
                        "type": str(words.get("type", "standard")),
                    }
                )
        return lines

    def choose(self, label: str) -> None:
        """Click a line of the menu by its words."""
        found = [line for line in self.menu() if line["label"] == label and line["enabled"]]
        if len(found) != 1:
            raise LookupError(f"no line {label!r} to click in {self.menu()}")
        self._menu().Event(dbus.Int32(found[0]["id"]), "clicked", dbus.Int32(0), dbus.UInt32(0))

    def activate(self) -> None:
        """Click the icon itself."""
        name, path = self.item()
        dbus.Interface(self.bus.get_object(name, path), ITEM).Activate(dbus.Int32(0), dbus.Int32(0))

    def _menu(self) -> dbus.Interface:
        name, path = self.item()
        properties = dbus.Interface(self.bus.get_object(name, path), PROPERTIES)
        return dbus.Interface(self.bus.get_object(name, properties.Get(ITEM, "Menu")), MENU)


class Witness:
    """Hears the notification daemon and those who speak to it."""

    def __init__(self, address: str) -> None:
        self.asked: dict[tuple[str, int], dict[str, Any]] = {}
        self.bus = dbus.bus.BusConnection(address)
        self.bus.add_message_filter(self._hear)
        rules = [f"interface='{NOTIFICATIONS}'", "type='method_return'"]
        door = self.bus.get_object("org.freedesktop.DBus", "/org/freedesktop/DBus", introspect=False)
        dbus.Interface(door, "org.freedesktop.DBus.Monitoring").BecomeMonitor(rules, dbus.UInt32(0))

    def _hear(self, _bus: Any, message: Any) -> int:
        member, words = message.get_member(), message.get_args_list()
        if message.get_type() == dbus.lowlevel.MESSAGE_TYPE_METHOD_CALL and member == "Notify":
            self.asked[(message.get_sender(), message.get_serial())] = {
                "app": str(words[0]),
                "summary": str(words[3]),
                "body": str(words[4]),
                "actions": plain(words[5]),
            }
        elif message.get_type() == dbus.lowlevel.MESSAGE_TYPE_METHOD_RETURN:
            asked = self.asked.pop((message.get_destination(), message.get_reply_serial()), None)
            if asked is not None:
                say(event="notification", id=int(words[0]), **asked)
        elif member == "ActionInvoked":
            say(event="action", id=int(words[0]), key=str(words[1]))
        elif member == "NotificationClosed":
            say(event="closed", id=int(words[0]), reason=int(words[1]))
        # Anything else would make libdbus answer, and a monitor that speaks is thrown out.
        return dbus.lowlevel.HANDLER_RESULT_HANDLED


def plain(value: Any) -> Any:
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return int(value) if isinstance(value, int) else str(value)


def answer(hand: Hand, line: str) -> bool:
    asked = json.loads(line)
    try:
        given = getattr(hand, asked["do"])(*asked.get("with", []))
        say(answer=asked["id"], given=given)
    except (LookupError, dbus.DBusException) as error:
        say(answer=asked["id"], error=str(error))
    return False


def main() -> None:
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    bus = dbus.bus.BusConnection(address)
    hand = Hand(bus, Watcher(bus)) if "--tray" in sys.argv else None
    witness = Witness(address)
    loop = GLib.MainLoop()

    def read() -> None:
        for line in sys.stdin:
            if hand is not None:
                GLib.idle_add(answer, hand, line)
        GLib.idle_add(loop.quit)

    threading.Thread(target=read, daemon=True).start()
    say(event="ready")
    loop.run()
    witness.bus.close()


main()
