#include "actions.h"

#include "../theme/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Actions", text);
}

} // namespace

QAction* Actions::add(QWidget* owner, const QString& text, const QKeySequence& shortcut, const QString& toolTip,
                      const QString& icon) {
    auto* action = new QAction(text, owner);
    action->setShortcut(shortcut);
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? toolTip : QStringLiteral("%1 (%2)").arg(toolTip, keys));
    action->setStatusTip(toolTip);
    action->setData(icon);
    owner->addAction(action);
    all_ << action;
    return action;
}

Actions::Actions(QWidget* owner, const Theme& theme) {
    const auto make = [&](const char* text, const char* keys, const char* toolTip, const char* icon = "") {
        return add(owner, tr(text), QKeySequence(QString::fromLatin1(keys)), tr(toolTip), QString::fromLatin1(icon));
    };
    open = make("&Open…", "Ctrl+O", "Open a capture file", "folder-open");
    save = make("&Save", "Ctrl+S", "Save the capture, to the file that it was saved to before", "save");
    saveAs = make("Save &as…", "Ctrl+Shift+S", "Save all or some frames as pcapng, pcap, CSV or text");
    recover = make("Reco&ver captures…", "", "Open or delete captures that were left when TapScope ended unexpectedly");
    discard = make("&Close", "Ctrl+W", "Close the capture");
    quit = make("&Quit", "Ctrl+Q", "End TapScope");
    copy = make("&Copy", "Ctrl+C", "Copy the selected frames' columns");
    copyHex = make("Copy bytes as &hex", "Ctrl+Shift+C", "Copy the highlighted bytes, or all, in hex");
    copyCArray = make("Copy bytes as C &array", "Ctrl+Alt+C", "Copy the highlighted bytes, or all, as a C array");
    selectAll = make("Select &all", "Ctrl+A", "Select all frames");
    mark = make("&Mark", "Ctrl+M", "Mark the selected frames, or take the mark away", "bookmark");
    nextFrame = make("&Next frame", "Ctrl+Right", "Go to the next frame");
    previousFrame = make("&Previous frame", "Ctrl+Left", "Go to the previous frame");
    goTo = make("&Go to frame…", "Ctrl+G", "Go to a frame by its number", "search");
    timeReference = make("Time &reference", "Ctrl+T", "Count times from the current frame, or from the first again");
    start = make("&Start", "Ctrl+E", "Start a capture on the selected device", "play");
    stop = make("S&top", "Ctrl+Shift+E", "Stop the capture", "square");
    restart = make("&Restart", "Ctrl+R", "Discard the frames and capture once more", "rotate-ccw");
    options = make("&Options…", "Ctrl+K", "How to capture: device, mode, filter, file, when to stop");
    follow = make("&Auto scroll", "Ctrl+Shift+F", "Keep the newest frame in view", "arrow-down-to-line");
    filter = make("&Filter", "Ctrl+/", "Type a field filter");
    newDevice = make("&New device…", "Ctrl+N", "Create a TAP, a TUN or a vETH pair", "plus");
    moveDevice = make("&Move to a namespace…", "Ctrl+Shift+M", "Move the selected device to another network namespace");
    destroyDevice = make("&Destroy…", "Ctrl+Shift+D", "Destroy the selected device", "trash-2");
    startOnDevice = make("&Capture on it", "Ctrl+Return", "Start a capture on the selected device", "play");
    injectFrame = make("Inject &this frame…", "Ctrl+I", "Send the current frame once more, edited if you like", "send");
    find = make("&Find frame…", "Ctrl+F", "Find a frame by text, bytes or a filter", "search");
    findNext = make("Find ne&xt", "F3", "Find the next frame");
    findPrevious = make("Find p&revious", "Shift+F3", "Find the previous frame");
    followStream = make("Follow &stream…", "Ctrl+Alt+Shift+T", "What the two ends of this conversation said");
    conversationFilter = make("&Conversation filter", "Ctrl+Alt+Shift+C", "Show only this frame's conversation");
    decodeAs = make("&Decode as…", "Ctrl+Shift+U", "Say which protocol a port or ethertype carries");
    colouring = make("Colouring &rules…", "Ctrl+Alt+L", "Which frames have which colours");
    protocols = make("Supported &protocols…", "Ctrl+Alt+P", "All protocols and fields that can be decoded");
    statistics = make("S&tatistics…", "Ctrl+Alt+S", "Conversations, protocols, traffic over time and more");
    plugins = make("&Plugins…", "Ctrl+Shift+P", "What is loaded, and what was refused and why", "puzzle");
    reloadScripts = make("&Reload scripts", "Ctrl+Shift+L", "Read the decoders written in Lua anew");
    about = make("&About TapScope", "", "What this program is");
    // As in Wireshark, one key does both: only one of the two is enabled at a time.
    stop->setShortcuts({stop->shortcut(), start->shortcut()});
    follow->setCheckable(true);
    follow->setChecked(true);
    recolour(theme);
}

void Actions::recolour(const Theme& theme) {
    for (QAction* action : all_) {
        const QString icon = action->data().toString();
        if (!icon.isEmpty())
            action->setIcon(theme.icon(icon, action == stop            ? theme.colours().error
                                             : action == destroyDevice ? theme.colours().error
                                                                       : QColor()));
    }
}

} // namespace tapscope
