#pragma once

#include <QList>
#include <QString>

class QAction;
class QWidget;

namespace tapscope {

class Theme;

/// The window's actions: each with its text, keys, tool tip and icon, from one table. Names and shortcuts are those of
/// Wireshark if it has the action.
struct Actions {
    Actions(QWidget* owner, const Theme& theme);

    QAction *open, *reload, *merge, *import, *save, *saveAs, *exportBytes, *exportObjects, *exportKeys, *print,
        *recover, *discard, *quit;
    QAction *copy, *copyValue, *copyName, *copyDescription, *copyFilter, *copyHex, *copyDump, *copyText, *copyCArray,
        *copyEscaped, *copyCsv, *copyYaml, *selectAll;
    QAction *find, *findNext, *findPrevious, *mark, *markDisplayed, *unmarkAll, *preferences;
    QAction *ignore, *ignoreDisplayed, *unignoreAll;
    QAction *addComment, *editComments, *deleteComments, *fileComments;
    QAction *timeReference, *unsetReferences, *nextReference, *previousReference, *timeShift;
    QAction *expandSubtree, *collapseSubtree, *expandAll, *collapseAll, *zoomIn, *zoomOut, *zoomReset, *fullScreen,
        *frameWindow, *showBits, *showEbcdic;
    QAction *resizeColumns, *resetLayout, *applyAsColumn;
    QAction *colourFrames, *uncolour, *colouring, *colourValue, *filter, *nextPane, *previousPane;
    QAction *nextFrame, *previousFrame, *firstFrame, *lastFrame, *nextInConversation, *previousInConversation;
    QAction *nextMark, *previousMark, *back, *forward, *goToLinked, *goTo, *follow;
    QAction *start, *stop, *restart, *options, *remote, *ports;
    QAction *newDevice, *findDevice, *startOnDevice, *switchDevice, *moveDevice, *destroyDevice, *wiring;
    QAction *followStream, *conversationFilter, *conversationEthernet, *conversationIp, *conversationPorts,
        *interfaceFilter;
    QAction *decodeAs, *enabledProtocols, *protocols, *fieldReference, *properties;
    QAction* injectFrame;
    QAction *statistics, *streamGraph, *flowGraph, *plugins, *reloadScripts;
    QAction *manual, *shortcuts, *about;

    /// The actions on the selected device. Their shortcuts work only while the list of devices has the focus.
    [[nodiscard]] QList<QAction*> onDevice() const;
    /// Icons follow the palette.
    void recolour(const Theme& theme);
    [[nodiscard]] QList<QAction*> all() const { return all_; }

private:
    QList<QAction*> all_;
};

} // namespace tapscope
