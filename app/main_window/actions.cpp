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
    {&Actions::open, "open", QT_TRANSLATE_NOOP("Actions", "&Open…"), "Ctrl+O", QT_TRANSLATE_NOOP("Actions", "Open a capture file"), "folder-open"},
    {&Actions::reload, "reload", QT_TRANSLATE_NOOP("Actions", "Re&load"), "Ctrl+R", QT_TRANSLATE_NOOP("Actions", "Read the file again")},
    {&Actions::merge, "merge", QT_TRANSLATE_NOOP("Actions", "Mer&ge…"), "Ctrl+Alt+Shift+N", QT_TRANSLATE_NOOP("Actions", "Merge several files into one capture, in the order of the frames' times")},
    {&Actions::import, "import", QT_TRANSLATE_NOOP("Actions", "&Import a hex dump…"), "Ctrl+Alt+X", QT_TRANSLATE_NOOP("Actions", "Make a capture from the bytes in a log or in another program's output")},
    {&Actions::save, "save", QT_TRANSLATE_NOOP("Actions", "&Save"), "Ctrl+S", QT_TRANSLATE_NOOP("Actions", "Save the capture to its file"), "save"},
    {&Actions::saveAs, "saveAs", QT_TRANSLATE_NOOP("Actions", "Save &as…"), "Ctrl+Shift+S", QT_TRANSLATE_NOOP("Actions", "Save all or some frames as pcapng, pcap, CSV or text")},
    {&Actions::exportBytes, "exportBytes", QT_TRANSLATE_NOOP("Actions", "Export &bytes…"), "Ctrl+Shift+X", QT_TRANSLATE_NOOP("Actions", "Write the highlighted bytes, or the whole frame, to a file")},
    {&Actions::exportObjects, "exportObjects", QT_TRANSLATE_NOOP("Actions", "Export ob&jects…"), "Ctrl+Alt+Shift+B", QT_TRANSLATE_NOOP("Actions", "List and save objects transferred over HTTP, TFTP and SMTP")},
    {&Actions::exportKeys, "exportKeys", QT_TRANSLATE_NOOP("Actions", "Export TLS session &keys…"), "Ctrl+Shift+Y", QT_TRANSLATE_NOOP("Actions", "Write the TLS keys of the capture to a key log file")},
    {&Actions::print, "print", QT_TRANSLATE_NOOP("Actions", "&Print…"), "Ctrl+P", QT_TRANSLATE_NOOP("Actions", "Print frames, or save them as a PDF document")},
    {&Actions::recover, "recover", QT_TRANSLATE_NOOP("Actions", "Reco&ver captures…"), "Ctrl+Alt+Shift+R", QT_TRANSLATE_NOOP("Actions", "Open or delete captures that were left when TapScope ended unexpectedly")},
    {&Actions::discard, "discard", QT_TRANSLATE_NOOP("Actions", "&Close"), "Ctrl+W", QT_TRANSLATE_NOOP("Actions", "Close the capture")},
    {&Actions::quit, "quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", QT_TRANSLATE_NOOP("Actions", "Quit TapScope")},

    {&Actions::copy, "copy", QT_TRANSLATE_NOOP("Actions", "&Copy"), "Ctrl+C", QT_TRANSLATE_NOOP("Actions", "Copy the selected frames' columns, or the fields as text")},
    {&Actions::copyCsv, "copyCsv", QT_TRANSLATE_NOOP("Actions", "Copy as CSV"), "Ctrl+Alt+Shift+V", QT_TRANSLATE_NOOP("Actions", "Copy the selected frames' columns as comma-separated values, with a line of titles")},
    {&Actions::copyYaml, "copyYaml", QT_TRANSLATE_NOOP("Actions", "Copy as &YAML"), "Ctrl+Alt+Shift+Y", QT_TRANSLATE_NOOP("Actions", "Copy the selected frames' columns as YAML, a document for each frame")},
    {&Actions::copyValue, "copyValue", QT_TRANSLATE_NOOP("Actions", "Copy &value"), "Ctrl+Shift+V", QT_TRANSLATE_NOOP("Actions", "Copy the value of the selected field, or of the column that was clicked")},
    {&Actions::copyName, "copyName", QT_TRANSLATE_NOOP("Actions", "Copy &name"), "Ctrl+Shift+F", QT_TRANSLATE_NOOP("Actions", "Copy the selected field's name, as filters use it")},
    {&Actions::copyDescription, "copyDescription", QT_TRANSLATE_NOOP("Actions", "Copy &description"), "Ctrl+Alt+J", QT_TRANSLATE_NOOP("Actions", "Copy the selected field's line in the tree")},
    {&Actions::copyFilter, "copyFilter", QT_TRANSLATE_NOOP("Actions", "Copy as &filter"), "Ctrl+Shift+C", QT_TRANSLATE_NOOP("Actions", "Copy a filter for the selected value")},
    {&Actions::copyHex, "copyHex", QT_TRANSLATE_NOOP("Actions", "Copy bytes as &hex"), "Ctrl+Alt+H", QT_TRANSLATE_NOOP("Actions", "Copy the highlighted bytes, or all, in hex")},
    {&Actions::copyCArray, "copyCArray", QT_TRANSLATE_NOOP("Actions", "Copy bytes as C &array"), "Ctrl+Alt+Y", QT_TRANSLATE_NOOP("Actions", "Copy the highlighted bytes, or all, as a C array")},
    {&Actions::copyDump, "copyDump", QT_TRANSLATE_NOOP("Actions", "Copy bytes as hex d&ump"), "Ctrl+Alt+Shift+D", QT_TRANSLATE_NOOP("Actions", "Copy the highlighted bytes, or all, as offsets, hex and text")},
    {&Actions::copyText, "copyText", QT_TRANSLATE_NOOP("Actions", "Copy bytes as te&xt"), "Ctrl+Alt+Shift+X", QT_TRANSLATE_NOOP("Actions", "Copy the printable characters of the highlighted bytes, or of all bytes")},
    {&Actions::copyEscaped, "copyEscaped", QT_TRANSLATE_NOOP("Actions", "Copy bytes as a strin&g"), "Ctrl+Alt+Shift+S", QT_TRANSLATE_NOOP("Actions", "Copy the highlighted bytes, or all, as a string of escaped bytes, such as \"\\x45\\x00\"")},
    {&Actions::selectAll, "selectAll", QT_TRANSLATE_NOOP("Actions", "Select &all"), "Ctrl+A", QT_TRANSLATE_NOOP("Actions", "Select all frames")},
    {&Actions::find, "find", QT_TRANSLATE_NOOP("Actions", "&Find frame…"), "Ctrl+F", QT_TRANSLATE_NOOP("Actions", "Find a frame by text, bytes or a filter"), "search"},
    {&Actions::findNext, "findNext", QT_TRANSLATE_NOOP("Actions", "Find ne&xt"), "Ctrl+N; F3", QT_TRANSLATE_NOOP("Actions", "Find the next frame")},
    {&Actions::findPrevious, "findPrevious", QT_TRANSLATE_NOOP("Actions", "Find p&revious"), "Ctrl+B; Shift+F3", QT_TRANSLATE_NOOP("Actions", "Find the previous frame")},
    {&Actions::mark, "mark", QT_TRANSLATE_NOOP("Actions", "&Mark"), "Ctrl+M", QT_TRANSLATE_NOOP("Actions", "Mark the selected frames, or remove their marks"), "bookmark"},
    {&Actions::markDisplayed, "markDisplayed", QT_TRANSLATE_NOOP("Actions", "Mark all displa&yed"), "Ctrl+Shift+M", QT_TRANSLATE_NOOP("Actions", "Mark every displayed frame")},
    {&Actions::unmarkAll, "unmarkAll", QT_TRANSLATE_NOOP("Actions", "&Unmark all"), "Ctrl+Alt+M", QT_TRANSLATE_NOOP("Actions", "Remove all marks")},
    {&Actions::ignore, "ignore", QT_TRANSLATE_NOOP("Actions", "&Ignore"), "Ctrl+D", QT_TRANSLATE_NOOP("Actions", "Do not decode the selected frames, or decode them again")},
    {&Actions::ignoreDisplayed, "ignoreDisplayed", QT_TRANSLATE_NOOP("Actions", "I&gnore all displayed"), "Ctrl+Shift+D", QT_TRANSLATE_NOOP("Actions", "Do not decode any displayed frame")},
    {&Actions::unignoreAll, "unignoreAll", QT_TRANSLATE_NOOP("Actions", "&Decode all ignored frames"), "Ctrl+Alt+Shift+J", QT_TRANSLATE_NOOP("Actions", "Stop ignoring frames")},
    {&Actions::timeReference, "timeReference", QT_TRANSLATE_NOOP("Actions", "&Time reference"), "Ctrl+T", QT_TRANSLATE_NOOP("Actions", "Show times relative to the current frame, or stop doing so")},
    {&Actions::unsetReferences, "unsetReferences", QT_TRANSLATE_NOOP("Actions", "U&nset all time references"), "Ctrl+Alt+T", QT_TRANSLATE_NOOP("Actions", "Show all times relative to the first frame again")},
    {&Actions::nextReference, "nextReference", QT_TRANSLATE_NOOP("Actions", "Next time reference"), "Ctrl+Alt+Z", QT_TRANSLATE_NOOP("Actions", "Go to the next time reference")},
    {&Actions::previousReference, "previousReference", QT_TRANSLATE_NOOP("Actions", "Previous time reference"), "Ctrl+Alt+Q", QT_TRANSLATE_NOOP("Actions", "Go to the previous time reference")},
    {&Actions::timeShift, "timeShift", QT_TRANSLATE_NOOP("Actions", "Shift tim&es…"), "Ctrl+Shift+T", QT_TRANSLATE_NOOP("Actions", "Make a copy of the capture with shifted times")},
    {&Actions::addComment, "addComment", QT_TRANSLATE_NOOP("Actions", "Add a &comment…"), "Ctrl+Alt+C", QT_TRANSLATE_NOOP("Actions", "Write a comment on the selected frames")},
    {&Actions::editComments, "editComments", QT_TRANSLATE_NOOP("Actions", "&Edit the comments…"), "Ctrl+Alt+Shift+E", QT_TRANSLATE_NOOP("Actions", "Change, add or delete comments on the current frame")},
    {&Actions::deleteComments, "deleteComments", QT_TRANSLATE_NOOP("Actions", "&Delete the comments"), "Ctrl+Alt+D", QT_TRANSLATE_NOOP("Actions", "Delete all comments on the selected frames")},
    {&Actions::fileComments, "fileComments", QT_TRANSLATE_NOOP("Actions", "Comments on the &file…"), "Ctrl+Alt+Shift+O", QT_TRANSLATE_NOOP("Actions", "Change, add or delete comments on the capture as a whole")},
    {&Actions::preferences, "preferences", QT_TRANSLATE_NOOP("Actions", "&Preferences…"), "Ctrl+Shift+P", QT_TRANSLATE_NOOP("Actions", "Colours, text, columns of the list, and where captures are kept")},

    {&Actions::filter, "filter", QT_TRANSLATE_NOOP("Actions", "&Filter"), "Ctrl+/", QT_TRANSLATE_NOOP("Actions", "Type a field filter")},
    {&Actions::expandSubtree, "expandSubtree", QT_TRANSLATE_NOOP("Actions", "Expand t&he field"), "Shift+Right", QT_TRANSLATE_NOOP("Actions", "Expand the selected field and all fields in it")},
    {&Actions::collapseSubtree, "collapseSubtree", QT_TRANSLATE_NOOP("Actions", "Collapse the field"), "Shift+Left", QT_TRANSLATE_NOOP("Actions", "Collapse the selected field and all fields in it")},
    {&Actions::expandAll, "expandAll", QT_TRANSLATE_NOOP("Actions", "Expan&d all"), "Ctrl+Right", QT_TRANSLATE_NOOP("Actions", "Expand all fields of the frame")},
    {&Actions::collapseAll, "collapseAll", QT_TRANSLATE_NOOP("Actions", "Collapse &all"), "Ctrl+Left", QT_TRANSLATE_NOOP("Actions", "Collapse all fields of the frame")},
    {&Actions::colourFrames, "colourFrames", QT_TRANSLATE_NOOP("Actions", "Co&lour frames"), "Ctrl+Alt+Shift+L", QT_TRANSLATE_NOOP("Actions", "Colour frames by the colouring rules")},
    {&Actions::uncolour, "uncolour", QT_TRANSLATE_NOOP("Actions", "Reset conversation colo&urs"), "Ctrl+Space", QT_TRANSLATE_NOOP("Actions", "Remove the colours of conversations")},
    {&Actions::colouring, "colouring", QT_TRANSLATE_NOOP("Actions", "Colourin&g rules…"), "Ctrl+Alt+L", QT_TRANSLATE_NOOP("Actions", "Edit the rules that colour frames")},
    {&Actions::colourValue, "colourValue", QT_TRANSLATE_NOOP("Actions", "Colour frames with this value…"), "Ctrl+Alt+Shift+K", QT_TRANSLATE_NOOP("Actions", "Make a colouring rule from the selected value")},
    {&Actions::zoomIn, "zoomIn", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++; Ctrl+=", QT_TRANSLATE_NOOP("Actions", "Larger text")},
    {&Actions::zoomOut, "zoomOut", QT_TRANSLATE_NOOP("Actions", "&Zoom out"), "Ctrl+-", QT_TRANSLATE_NOOP("Actions", "Smaller text")},
    {&Actions::zoomReset, "zoomReset", QT_TRANSLATE_NOOP("Actions", "Nor&mal size"), "Ctrl+0", QT_TRANSLATE_NOOP("Actions", "Text of the normal size")},
    {&Actions::fullScreen, "fullScreen", QT_TRANSLATE_NOOP("Actions", "Full scr&een"), "F11", QT_TRANSLATE_NOOP("Actions", "Show the window in full screen")},
    {&Actions::resizeColumns, "resizeColumns", QT_TRANSLATE_NOOP("Actions", "&Resize columns"), "Ctrl+Shift+R", QT_TRANSLATE_NOOP("Actions", "Fit the width of the list's columns to their contents")},
    {&Actions::resetLayout, "resetLayout", QT_TRANSLATE_NOOP("Actions", "Reset la&yout"), "Ctrl+Alt+0", QT_TRANSLATE_NOOP("Actions", "Show all panes and columns in their default sizes")},
    {&Actions::frameWindow, "frameWindow", QT_TRANSLATE_NOOP("Actions", "Frame in a new &window"), "Ctrl+Alt+W", QT_TRANSLATE_NOOP("Actions", "Show the current frame in a separate window")},
    {&Actions::showBits, "showBits", QT_TRANSLATE_NOOP("Actions", "Bytes as bits"), "Ctrl+Alt+Shift+W", QT_TRANSLATE_NOOP("Actions", "Show each byte as eight bits instead of two hexadecimal digits")},
    {&Actions::showEbcdic, "showEbcdic", QT_TRANSLATE_NOOP("Actions", "Bytes as EBCDIC"), "Ctrl+Alt+Shift+A", QT_TRANSLATE_NOOP("Actions", "Read the text beside the bytes as EBCDIC instead of ASCII")},
    {&Actions::nextPane, "nextPane", QT_TRANSLATE_NOOP("Actions", "Ne&xt pane"), "F6", QT_TRANSLATE_NOOP("Actions", "Move the focus to the next part of the window")},
    {&Actions::previousPane, "previousPane", QT_TRANSLATE_NOOP("Actions", "Pre&vious pane"), "Shift+F6", QT_TRANSLATE_NOOP("Actions", "Move the focus to the previous part of the window")},

    {&Actions::nextFrame, "nextFrame", QT_TRANSLATE_NOOP("Actions", "&Next frame"), "Ctrl+Down; F8", QT_TRANSLATE_NOOP("Actions", "Go to the next frame")},
    {&Actions::previousFrame, "previousFrame", QT_TRANSLATE_NOOP("Actions", "&Previous frame"), "Ctrl+Up; F7", QT_TRANSLATE_NOOP("Actions", "Go to the previous frame")},
    {&Actions::firstFrame, "firstFrame", QT_TRANSLATE_NOOP("Actions", "&First frame"), "Ctrl+Home", QT_TRANSLATE_NOOP("Actions", "Go to the first frame")},
    {&Actions::lastFrame, "lastFrame", QT_TRANSLATE_NOOP("Actions", "&Last frame"), "Ctrl+End", QT_TRANSLATE_NOOP("Actions", "Go to the last frame; while a capture runs, stay with the newest")},
    {&Actions::nextInConversation, "nextInConversation", QT_TRANSLATE_NOOP("Actions", "Next in the &conversation"), "Ctrl+.", QT_TRANSLATE_NOOP("Actions", "Go to the next frame between the same two endpoints")},
    {&Actions::previousInConversation, "previousInConversation", QT_TRANSLATE_NOOP("Actions", "Pre&vious in the conversation"), "Ctrl+,", QT_TRANSLATE_NOOP("Actions", "Go to the previous frame between the same two endpoints")},
    {&Actions::nextMark, "nextMark", QT_TRANSLATE_NOOP("Actions", "Next &mark"), "Ctrl+Shift+N", QT_TRANSLATE_NOOP("Actions", "Go to the next marked frame")},
    {&Actions::previousMark, "previousMark", QT_TRANSLATE_NOOP("Actions", "Previous mar&k"), "Ctrl+Shift+B", QT_TRANSLATE_NOOP("Actions", "Go to the previous marked frame")},
    {&Actions::back, "back", QT_TRANSLATE_NOOP("Actions", "&Back"), "Alt+Left", QT_TRANSLATE_NOOP("Actions", "Go back to the frame shown before")},
    {&Actions::forward, "forward", QT_TRANSLATE_NOOP("Actions", "F&orward"), "Alt+Right", QT_TRANSLATE_NOOP("Actions", "Go forward to the frame shown after this one")},
    {&Actions::goToLinked, "goToLinked", QT_TRANSLATE_NOOP("Actions", "L&inked frame"), "Ctrl+Alt+G", QT_TRANSLATE_NOOP("Actions", "Go to the frame that the selected field refers to")},
    {&Actions::goTo, "goTo", QT_TRANSLATE_NOOP("Actions", "&Go to frame…"), "Ctrl+G", QT_TRANSLATE_NOOP("Actions", "Go to a frame by its number")},
    {&Actions::follow, "follow", QT_TRANSLATE_NOOP("Actions", "&Auto scroll"), "Ctrl+Alt+A", QT_TRANSLATE_NOOP("Actions", "Keep the newest frame in view"), "arrow-down-to-line"},

    {&Actions::start, "start", QT_TRANSLATE_NOOP("Actions", "&Start"), "Ctrl+E", QT_TRANSLATE_NOOP("Actions", "Start a capture on the selected devices"), "play"},
    {&Actions::stop, "stop", QT_TRANSLATE_NOOP("Actions", "S&top"), "Ctrl+E", QT_TRANSLATE_NOOP("Actions", "Stop the capture"), "square"},
    {&Actions::restart, "restart", QT_TRANSLATE_NOOP("Actions", "&Restart"), "Ctrl+R", QT_TRANSLATE_NOOP("Actions", "Stop the capture and start it again"), "rotate-ccw"},
    {&Actions::options, "options", QT_TRANSLATE_NOOP("Actions", "&Options…"), "Ctrl+K", QT_TRANSLATE_NOOP("Actions", "Device, mode, filter, file and stop conditions of the next capture")},
    {&Actions::remote, "remote", QT_TRANSLATE_NOOP("Actions", "Re&mote machine…"), "Ctrl+Alt+K", QT_TRANSLATE_NOOP("Actions", "Capture and configure devices of another machine through ssh")},
    {&Actions::ports, "ports", QT_TRANSLATE_NOOP("Actions", "&Captured devices"), "Ctrl+Shift+K", QT_TRANSLATE_NOOP("Actions", "Show for each captured device its state, its frames, and what is missing")},

    {&Actions::newDevice, "newDevice", QT_TRANSLATE_NOOP("Actions", "&New device…"), "Ctrl+Alt+N", QT_TRANSLATE_NOOP("Actions", "Create a TAP, a TUN or a vETH pair"), "plus"},
    {&Actions::findDevice, "findDevice", QT_TRANSLATE_NOOP("Actions", "&Find a device"), "Ctrl+L", QT_TRANSLATE_NOOP("Actions", "Search the devices by name, alias, address, kind or program")},
    {&Actions::startOnDevice, "startOnDevice", QT_TRANSLATE_NOOP("Actions", "&Capture on the device"), "Return", QT_TRANSLATE_NOOP("Actions", "Start a capture on the selected devices"), "play"},
    {&Actions::switchDevice, "switchDevice", QT_TRANSLATE_NOOP("Actions", "&Switch on or off"), "Space", QT_TRANSLATE_NOOP("Actions", "Switch the selected devices on or off")},
    {&Actions::moveDevice, "moveDevice", QT_TRANSLATE_NOOP("Actions", "&Move to a namespace…"), "Ctrl+Alt+V", QT_TRANSLATE_NOOP("Actions", "Move the selected device to another network namespace")},
    {&Actions::destroyDevice, "destroyDevice", QT_TRANSLATE_NOOP("Actions", "&Destroy…"), "Del", QT_TRANSLATE_NOOP("Actions", "Destroy the selected devices"), "trash-2"},
    {&Actions::wiring, "wiring", QT_TRANSLATE_NOOP("Actions", "Ma&p of the wiring…"), "Ctrl+Alt+Shift+M", QT_TRANSLATE_NOOP("Actions", "The devices of all namespaces, and how they are connected")},

    {&Actions::conversationFilter, "conversationFilter", QT_TRANSLATE_NOOP("Actions", "&Innermost layer"), "Ctrl+Alt+F", QT_TRANSLATE_NOOP("Actions", "Show only this frame's conversation, by its innermost addresses and ports")},
    {&Actions::conversationEthernet, "conversationEthernet", QT_TRANSLATE_NOOP("Actions", "&Ethernet"), "Ctrl+Alt+E", QT_TRANSLATE_NOOP("Actions", "Show only what these two MAC addresses send each other")},
    {&Actions::conversationIp, "conversationIp", QT_TRANSLATE_NOOP("Actions", "I&P"), "Ctrl+Alt+I", QT_TRANSLATE_NOOP("Actions", "Show only what these two IP addresses send each other")},
    {&Actions::conversationPorts, "conversationPorts", QT_TRANSLATE_NOOP("Actions", "&TCP or UDP"), "Ctrl+Alt+U", QT_TRANSLATE_NOOP("Actions", "Show only what these two addresses and ports send each other")},
    {&Actions::interfaceFilter, "interfaceFilter", QT_TRANSLATE_NOOP("Actions", "T&his interface only"), "Ctrl+Alt+Shift+I", QT_TRANSLATE_NOOP("Actions", "Show only frames of this frame's interface")},
    {&Actions::followStream, "followStream", QT_TRANSLATE_NOOP("Actions", "Follow &stream…"), "Ctrl+Alt+Shift+T", QT_TRANSLATE_NOOP("Actions", "Show the data that the two endpoints of this conversation exchanged")},
    {&Actions::applyAsColumn, "applyAsColumn", QT_TRANSLATE_NOOP("Actions", "Apply as &column"), "Ctrl+Shift+I", QT_TRANSLATE_NOOP("Actions", "Show the selected field as a column of the list")},
    {&Actions::decodeAs, "decodeAs", QT_TRANSLATE_NOOP("Actions", "&Decode as…"), "Ctrl+Shift+U", QT_TRANSLATE_NOOP("Actions", "Choose the protocol that a port or EtherType carries")},
    {&Actions::enabledProtocols, "enabledProtocols", QT_TRANSLATE_NOOP("Actions", "&Enabled protocols…"), "Ctrl+Shift+E", QT_TRANSLATE_NOOP("Actions", "Choose the protocols that are decoded")},
    {&Actions::protocols, "protocols", QT_TRANSLATE_NOOP("Actions", "Supported &protocols…"), "Ctrl+Alt+P", QT_TRANSLATE_NOOP("Actions", "All protocols and fields that can be decoded")},
    {&Actions::fieldReference, "fieldReference", QT_TRANSLATE_NOOP("Actions", "Field &reference…"), "Ctrl+Alt+Shift+U", QT_TRANSLATE_NOOP("Actions", "Show the selected field in the list of supported protocols")},
    {&Actions::properties, "properties", QT_TRANSLATE_NOOP("Actions", "Capture file pr&operties…"), "Ctrl+Alt+Shift+C", QT_TRANSLATE_NOOP("Actions", "File, times, interfaces and counts of this capture")},
    {&Actions::statistics, "statistics", QT_TRANSLATE_NOOP("Actions", "S&tatistics…"), "Ctrl+Alt+S", QT_TRANSLATE_NOOP("Actions", "Conversations, protocols, traffic over time and more")},
    {&Actions::streamGraph, "streamGraph", QT_TRANSLATE_NOOP("Actions", "TCP stream &graphs…"), "Ctrl+Alt+Shift+G", QT_TRANSLATE_NOOP("Actions", "Sequence numbers, round-trip times, throughput and window of this TCP connection")},
    {&Actions::flowGraph, "flowGraph", QT_TRANSLATE_NOOP("Actions", "F&low graph…"), "Ctrl+Alt+Shift+F", QT_TRANSLATE_NOOP("Actions", "Show the frames between hosts as a sequence diagram")},
    {&Actions::injectFrame, "injectFrame", QT_TRANSLATE_NOOP("Actions", "Inject &this frame…"), "Ctrl+I", QT_TRANSLATE_NOOP("Actions", "Send the current frame again, edited if you like"), "send"},
    {&Actions::plugins, "plugins", QT_TRANSLATE_NOOP("Actions", "&Plugins…"), "Ctrl+Alt+Shift+P", QT_TRANSLATE_NOOP("Actions", "Loaded plugins, and plugins that were refused and why"), "puzzle"},
    {&Actions::reloadScripts, "reloadScripts", QT_TRANSLATE_NOOP("Actions", "&Reload scripts"), "Ctrl+Shift+L", QT_TRANSLATE_NOOP("Actions", "Load the Lua decoders again")},
    {&Actions::manual, "manual", QT_TRANSLATE_NOOP("Actions", "&Manual…"), "F1", QT_TRANSLATE_NOOP("Actions", "Filters, frame list, permissions, command line and Lua decoders")},
    {&Actions::shortcuts, "shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts…"), "Ctrl+F1", QT_TRANSLATE_NOOP("Actions", "All actions with their keys")},
    {&Actions::about, "about", QT_TRANSLATE_NOOP("Actions", "&About TapScope"), "Shift+F1", QT_TRANSLATE_NOOP("Actions", "Version and licence of this program")},
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
    for (QAction* action : {follow, colourFrames, fullScreen, showBits, showEbcdic})
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
