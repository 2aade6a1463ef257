#pragma once

#include <QList>
#include <QString>

class QAction;
class QKeySequence;
class QWidget;

namespace tapscope {

class Theme;

/// The window's actions: each with its text, shortcut, tool tip and icon, from one table.
struct Actions {
    Actions(QWidget* owner, const Theme& theme);

    QAction *open, *save, *saveAs, *recover, *discard, *quit;
    QAction *copy, *copyHex, *copyCArray, *selectAll, *mark, *nextFrame, *previousFrame, *goTo, *timeReference;
    QAction *start, *stop, *restart, *options, *follow, *filter;
    QAction *newDevice, *moveDevice, *destroyDevice, *startOnDevice;
    QAction* injectFrame;
    QAction *find, *findNext, *findPrevious;
    QAction *followStream, *conversationFilter, *decodeAs, *colouring, *protocols, *statistics;
    QAction *plugins, *reloadScripts, *about;

    /// Icons follow the palette.
    void recolour(const Theme& theme);
    [[nodiscard]] QList<QAction*> all() const { return all_; }

private:
    QAction* add(QWidget* owner, const QString& text, const QKeySequence& shortcut, const QString& toolTip,
                 const QString& icon = {});
    QList<QAction*> all_;
};

} // namespace tapscope
