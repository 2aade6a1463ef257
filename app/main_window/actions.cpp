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

struct Entry {
    QAction* Actions::* action;
    const char *name, *text, *keys, *toolTip;
    const char* icon = "";
};

// clang-format off
constexpr Entry entries[] = {
    {&Actions::open, "open", "&Open…", "Ctrl+O", "Open a capture file", "folder-open"},
    {&Actions::import, "import", "&Import a hex dump…", "Ctrl+Alt+X", "Make a capture of the bytes in a log or another program's output"},
    {&Actions::save, "save", "&Save", "Ctrl+S", "Save the capture, to the file that it was saved to before", "save"},
    {&Actions::saveAs, "saveAs", "Save &as…", "Ctrl+Shift+S", "Save all or some frames as pcapng, pcap, CSV or text"},
    {&Actions::exportBytes, "exportBytes", "Export &bytes…", "Ctrl+Shift+X", "Write the highlighted bytes, or all of the frame, to a file"},
    {&Actions::recover, "recover", "Reco&ver captures…", "Ctrl+Alt+Shift+R", "Open or delete captures that were left when TapScope ended unexpectedly"},
    {&Actions::discard, "discard", "&Close", "Ctrl+W", "Close the capture"},
    {&Actions::quit, "quit", "&Quit", "Ctrl+Q", "End TapScope"},

    {&Actions::copy, "copy", "&Copy", "Ctrl+C", "Copy the selected frames' columns, or the fields as text"},
    {&Actions::copyValue, "copyValue", "Copy &value", "Ctrl+Shift+V", "Copy the value of the selected field, or of the column that was clicked"},
    {&Actions::copyName, "copyName", "Copy &name", "Ctrl+Shift+F", "Copy the selected field's name, as filters use it"},
    {&Actions::copyDescription, "copyDescription", "Copy &description", "Ctrl+Shift+D", "Copy the selected field's line of the tree"},
    {&Actions::copyFilter, "copyFilter", "Copy as &filter", "Ctrl+Shift+C", "Copy a filter for the selected value"},
    {&Actions::copyHex, "copyHex", "Copy bytes as &hex", "Ctrl+Alt+H", "Copy the highlighted bytes, or all, in hex"},
    {&Actions::copyCArray, "copyCArray", "Copy bytes as C &array", "Ctrl+Alt+Y", "Copy the highlighted bytes, or all, as a C array"},
    {&Actions::copyDump, "copyDump", "Copy bytes as hex d&ump", "Ctrl+Alt+Shift+D", "Copy the highlighted bytes, or all, as offsets, hex and text"},
    {&Actions::copyText, "copyText", "Copy bytes as te&xt", "Ctrl+Alt+Shift+X", "Copy what can be printed of the highlighted bytes, or of all"},
    {&Actions::selectAll, "selectAll", "Select &all", "Ctrl+A", "Select all frames"},
    {&Actions::find, "find", "&Find frame…", "Ctrl+F", "Find a frame by text, bytes or a filter", "search"},
    {&Actions::findNext, "findNext", "Find ne&xt", "Ctrl+N; F3", "Find the next frame"},
    {&Actions::findPrevious, "findPrevious", "Find p&revious", "Ctrl+B; Shift+F3", "Find the previous frame"},
    {&Actions::mark, "mark", "&Mark", "Ctrl+M", "Mark the selected frames, or take the mark away", "bookmark"},
    {&Actions::markDisplayed, "markDisplayed", "Mark all &displayed", "Ctrl+Shift+M", "Mark every frame that the filter shows"},
    {&Actions::unmarkAll, "unmarkAll", "&Unmark all", "Ctrl+Alt+M", "Take all marks away"},
    {&Actions::timeReference, "timeReference", "&Time reference", "Ctrl+T", "Count times from the current frame on, or no longer"},
    {&Actions::unsetReferences, "unsetReferences", "U&nset all time references", "Ctrl+Alt+T", "Count all times from the first frame again"},
    {&Actions::addComment, "addComment", "Add a &comment…", "Ctrl+Alt+C", "Write a comment on the selected frames"},
    {&Actions::editComments, "editComments", "&Edit the comments…", "Ctrl+Alt+Shift+E", "Change, add or delete comments on the current frame"},
    {&Actions::deleteComments, "deleteComments", "&Delete the comments", "Ctrl+Alt+D", "Delete all comments on the selected frames"},
    {&Actions::fileComments, "fileComments", "Comments on the &file…", "Ctrl+Alt+Shift+O", "Change, add or delete comments on the capture as a whole"},
    {&Actions::preferences, "preferences", "&Preferences…", "Ctrl+Shift+P", "Fonts and colours of the window"},

    {&Actions::filter, "filter", "&Filter", "Ctrl+/", "Type a field filter"},
    {&Actions::expandSubtree, "expandSubtree", "&Expand the field", "Shift+Right", "Open the selected field and all in it"},
    {&Actions::expandAll, "expandAll", "Expand &all", "Ctrl+Right", "Open every field of the frame"},
    {&Actions::collapseAll, "collapseAll", "&Collapse all", "Ctrl+Left", "Close every field of the frame"},
    {&Actions::colourFrames, "colourFrames", "&Colour frames", "Ctrl+Alt+Shift+L", "Paint frames in the colours of the rules"},
    {&Actions::uncolour, "uncolour", "&Reset conversation colours", "Ctrl+Space", "Take the colours of conversations away"},
    {&Actions::colouring, "colouring", "Colouring &rules…", "Ctrl+Alt+L", "Which frames have which colours"},
    {&Actions::zoomIn, "zoomIn", "Zoom &in", "Ctrl++; Ctrl+=", "Larger text"},
    {&Actions::zoomOut, "zoomOut", "Zoom &out", "Ctrl+-", "Smaller text"},
    {&Actions::zoomReset, "zoomReset", "&Normal size", "Ctrl+0", "Text of the usual size"},
    {&Actions::fullScreen, "fullScreen", "F&ull screen", "F11", "The window alone on the screen"},
    {&Actions::resizeColumns, "resizeColumns", "Resize c&olumns", "Ctrl+Shift+R", "Make the list's columns as wide as what they show"},
    {&Actions::resetLayout, "resetLayout", "Reset &layout", "Ctrl+Alt+0", "Show all panes in their usual sizes, and the columns too"},
    {&Actions::frameWindow, "frameWindow", "Frame in a new &window", "Ctrl+Alt+W", "Show the current frame in a window of its own"},
    {&Actions::nextPane, "nextPane", "Next &pane", "F6", "Move the focus to the next part of the window"},
    {&Actions::previousPane, "previousPane", "Pre&vious pane", "Shift+F6", "Move the focus to the part of the window before"},

    {&Actions::nextFrame, "nextFrame", "&Next frame", "Ctrl+Down; F8", "Go to the next frame"},
    {&Actions::previousFrame, "previousFrame", "&Previous frame", "Ctrl+Up; F7", "Go to the previous frame"},
    {&Actions::firstFrame, "firstFrame", "&First frame", "Ctrl+Home", "Go to the first frame"},
    {&Actions::lastFrame, "lastFrame", "&Last frame", "Ctrl+End", "Go to the last frame; while a capture runs, stay with the newest"},
    {&Actions::nextInConversation, "nextInConversation", "Next in the &conversation", "Ctrl+.", "Go to the next frame between the same two ends"},
    {&Actions::previousInConversation, "previousInConversation", "Pre&vious in the conversation", "Ctrl+,", "Go to the previous frame between the same two ends"},
    {&Actions::nextMark, "nextMark", "Next &mark", "Ctrl+Shift+N", "Go to the next marked frame"},
    {&Actions::previousMark, "previousMark", "Previous mar&k", "Ctrl+Shift+B", "Go to the previous marked frame"},
    {&Actions::back, "back", "&Back", "Alt+Left", "Go to the frame that was looked at before"},
    {&Actions::forward, "forward", "F&orward", "Alt+Right", "Go on after going back"},
    {&Actions::goToLinked, "goToLinked", "Lin&ked frame", "Ctrl+Alt+G", "Go to the frame that the selected field names"},
    {&Actions::goTo, "goTo", "&Go to frame…", "Ctrl+G", "Go to a frame by its number"},
    {&Actions::follow, "follow", "&Auto scroll", "Ctrl+Alt+A", "Keep the newest frame in view", "arrow-down-to-line"},

    {&Actions::start, "start", "&Start", "Ctrl+E", "Start a capture on the selected devices", "play"},
    {&Actions::stop, "stop", "S&top", "Ctrl+E", "Stop the capture", "square"},
    {&Actions::restart, "restart", "&Restart", "Ctrl+R", "Stop, and capture once more", "rotate-ccw"},
    {&Actions::options, "options", "&Options…", "Ctrl+K", "How to capture: device, mode, filter, file, when to stop"},

    {&Actions::newDevice, "newDevice", "&New device…", "Ctrl+Alt+N", "Create a TAP, a TUN or a vETH pair", "plus"},
    {&Actions::startOnDevice, "startOnDevice", "&Capture on it", "Return", "Start a capture on the selected devices", "play"},
    {&Actions::switchDevice, "switchDevice", "&Switch on or off", "Space", "Switch the selected device on or off"},
    {&Actions::moveDevice, "moveDevice", "&Move to a namespace…", "Ctrl+Alt+V", "Move the selected device to another network namespace"},
    {&Actions::destroyDevice, "destroyDevice", "&Destroy…", "Del", "Destroy the selected device", "trash-2"},
    {&Actions::wiring, "wiring", "Ma&p of the wiring…", "Ctrl+Alt+Shift+M", "The devices of all namespaces, and how they are connected"},

    {&Actions::conversationFilter, "conversationFilter", "Of the &innermost layer", "Ctrl+Alt+F", "Show only this frame's conversation, by its innermost addresses and ports"},
    {&Actions::conversationEthernet, "conversationEthernet", "Of &Ethernet", "Ctrl+Alt+E", "Show only what these two MAC addresses send each other"},
    {&Actions::conversationIp, "conversationIp", "Of I&P", "Ctrl+Alt+I", "Show only what these two IP addresses send each other"},
    {&Actions::conversationPorts, "conversationPorts", "Of &TCP or UDP", "Ctrl+Alt+U", "Show only what these two addresses and ports send each other"},
    {&Actions::interfaceFilter, "interfaceFilter", "This &interface only", "Ctrl+Alt+Shift+I", "Show only frames of this frame's interface"},
    {&Actions::followStream, "followStream", "Follow &stream…", "Ctrl+Alt+Shift+T", "What the two ends of this conversation said"},
    {&Actions::applyAsColumn, "applyAsColumn", "Apply as &column", "Ctrl+Shift+I", "Show the selected field as a column of the list"},
    {&Actions::decodeAs, "decodeAs", "&Decode as…", "Ctrl+Shift+U", "Say which protocol a port or ethertype carries"},
    {&Actions::enabledProtocols, "enabledProtocols", "&Enabled protocols…", "Ctrl+Shift+E", "Which protocols are decoded"},
    {&Actions::protocols, "protocols", "Supported &protocols…", "Ctrl+Alt+P", "All protocols and fields that can be decoded"},
    {&Actions::properties, "properties", "Capture file &properties…", "Ctrl+Alt+Shift+C", "File, times, interfaces and counts of this capture"},
    {&Actions::statistics, "statistics", "S&tatistics…", "Ctrl+Alt+S", "Conversations, protocols, traffic over time and more"},
    {&Actions::streamGraph, "streamGraph", "TCP stream &graphs…", "Ctrl+Alt+Shift+G", "Sequence numbers, round-trip times, throughput and window of this TCP connection"},
    {&Actions::flowGraph, "flowGraph", "F&low graph…", "Ctrl+Alt+Shift+F", "Who sends what to whom, as a sequence diagram"},
    {&Actions::injectFrame, "injectFrame", "Inject &this frame…", "Ctrl+I", "Send the current frame once more, edited if you like", "send"},
    {&Actions::plugins, "plugins", "&Plugins…", "Ctrl+Alt+Shift+P", "What is loaded, and what was refused and why", "puzzle"},
    {&Actions::reloadScripts, "reloadScripts", "&Reload scripts", "Ctrl+Shift+L", "Read the decoders written in Lua anew"},
    {&Actions::shortcuts, "shortcuts", "&Keyboard shortcuts…", "F1", "Every action with its keys"},
    {&Actions::about, "about", "&About TapScope", "Shift+F1", "What this program is"},
};
// clang-format on

} // namespace

Actions::Actions(QWidget* owner, const Theme& theme) {
    for (const Entry& entry : entries) {
        auto* action = new QAction(tr(entry.text), owner);
        const auto keys = QKeySequence::listFromString(QString::fromLatin1(entry.keys));
        action->setObjectName(QString::fromLatin1(entry.name));
        action->setShortcuts(keys);
        const QString toolTip = tr(entry.toolTip);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, keys.first().toString(QKeySequence::NativeText)));
        action->setStatusTip(toolTip);
        action->setData(QString::fromLatin1(entry.icon));
        this->*entry.action = action;
        all_ << action;
    }
    for (QAction* action : onDevice())
        action->setShortcutContext(Qt::WidgetShortcut);
    for (QAction* action : all_) {
        if (action->shortcutContext() == Qt::WindowShortcut)
            owner->addAction(action);
    }
    for (QAction* action : {follow, colourFrames, fullScreen})
        action->setCheckable(true);
    follow->setChecked(true);
    colourFrames->setChecked(true);
    recolour(theme);
}

QList<QAction*> Actions::onDevice() const {
    return {startOnDevice, switchDevice, moveDevice, destroyDevice};
}

void Actions::recolour(const Theme& theme) {
    for (QAction* action : all_) {
        const QString icon = action->data().toString();
        const bool isRed = action == stop || action == destroyDevice;
        if (!icon.isEmpty())
            action->setIcon(theme.icon(icon, isRed ? theme.colours().error : QColor()));
    }
}

} // namespace tapscope
