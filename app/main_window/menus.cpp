#include "menus.h"

#include "../bytes/hex_view.h"
#include "../frames/frame_list_view.h"
#include "actions.h"
#include "frame_pane.h"

#include <QCoreApplication>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

namespace tapscope {
namespace {

QMenu& menu(QMenuBar& bar, const char* title) {
    auto* made = bar.addMenu(QCoreApplication::translate("Menus", title));
    made->setToolTipsVisible(true);
    return *made;
}

/// A context menu of these actions, with a line between the groups.
void addGroups(QWidget& pane, const QList<QList<QAction*>>& groups) {
    for (const auto& group : groups) {
        if (!pane.actions().isEmpty()) {
            auto* line = new QAction(&pane);
            line->setSeparator(true);
            pane.addAction(line);
        }
        pane.addActions(group);
    }
    pane.setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace

void fillMenuBar(QMenuBar& bar, const Actions& a, const Submenus& submenus) {
    auto& file = menu(bar, QT_TRANSLATE_NOOP("Menus", "&File"));
    file.addAction(a.open);
    file.addMenu(submenus.recentFiles);
    file.addActions({a.reload, a.merge, a.import, a.recover});
    file.addSeparator();
    file.addActions({a.save, a.saveAs, a.exportBytes, a.exportObjects, a.exportKeys});
    file.addSeparator();
    file.addAction(a.print);
    file.addSeparator();
    file.addActions({a.discard, a.quit});

    auto& edit = menu(bar, QT_TRANSLATE_NOOP("Menus", "&Edit"));
    edit.addAction(a.copy);
    edit.addMenu(submenus.copying);
    edit.addAction(a.selectAll);
    edit.addSeparator();
    edit.addActions({a.find, a.findNext, a.findPrevious});
    edit.addSeparator();
    edit.addActions({a.mark, a.markDisplayed, a.unmarkAll, a.timeReference, a.nextReference, a.previousReference,
                     a.unsetReferences, a.timeShift});
    edit.addActions({a.ignore, a.ignoreDisplayed, a.unignoreAll});
    edit.addMenu(submenus.comments);
    edit.addSeparator();
    edit.addMenu(submenus.profiles);
    edit.addAction(a.preferences);

    auto& view = menu(bar, QT_TRANSLATE_NOOP("Menus", "&View"));
    view.addActions({a.filter, a.nextPane, a.previousPane});
    view.addSeparator();
    view.addActions({a.expandSubtree, a.collapseSubtree, a.expandAll, a.collapseAll, a.showBits, a.showEbcdic});
    view.addSeparator();
    view.addMenu(submenus.timeFormats);
    view.addMenu(submenus.names);
    view.addMenu(submenus.colours);
    view.addAction(a.colourFrames);
    view.addMenu(submenus.conversationColours);
    view.addActions({a.uncolour, a.colouring, a.colourValue});
    view.addSeparator();
    view.addMenu(submenus.panes);
    view.addMenu(submenus.columns);
    view.addMenu(submenus.sorting);
    view.addActions({a.resizeColumns, a.resetLayout});
    view.addSeparator();
    view.addActions({a.zoomIn, a.zoomOut, a.zoomReset, a.fullScreen, a.frameWindow});

    auto& go = menu(bar, QT_TRANSLATE_NOOP("Menus", "&Go"));
    go.addActions({a.nextFrame, a.previousFrame, a.firstFrame, a.lastFrame});
    go.addSeparator();
    go.addActions({a.nextInConversation, a.previousInConversation, a.nextMark, a.previousMark});
    go.addSeparator();
    go.addActions({a.back, a.forward, a.goToLinked, a.goTo});
    go.addSeparator();
    go.addAction(a.follow);

    menu(bar, QT_TRANSLATE_NOOP("Menus", "&Capture"))
        .addActions({a.start, a.stop, a.restart, a.options, a.remote, a.ports});
    auto& devices = menu(bar, QT_TRANSLATE_NOOP("Menus", "&Devices"));
    devices.addActions({a.newDevice, a.findDevice});
    devices.addActions(a.onDevice());
    devices.addSeparator();
    devices.addAction(a.wiring);
    auto& analyze = menu(bar, QT_TRANSLATE_NOOP("Menus", "&Analyze"));
    analyze.addMenu(submenus.applyFilter);
    analyze.addMenu(submenus.prepareFilter);
    analyze.addAction(a.applyAsColumn);
    analyze.addMenu(submenus.conversationFilters);
    analyze.addActions({a.interfaceFilter, a.followStream});
    analyze.addSeparator();
    analyze.addActions({a.decodeAs, a.enabledProtocols, a.protocols, a.fieldReference});
    analyze.addSeparator();
    analyze.addActions({a.properties, a.statistics, a.streamGraph, a.flowGraph});
    menu(bar, QT_TRANSLATE_NOOP("Menus", "&Inject")).addAction(a.injectFrame);
    menu(bar, QT_TRANSLATE_NOOP("Menus", "&Tools")).addActions({a.plugins, a.reloadScripts});
    menu(bar, QT_TRANSLATE_NOOP("Menus", "&Help")).addActions({a.manual, a.shortcuts, a.about});
}

void fillContextMenus(FramePane& pane, const Actions& a, const Submenus& submenus) {
    QAction* const apply = submenus.applyFilter->menuAction();
    QAction* const prepare = submenus.prepareFilter->menuAction();
    QAction* const copyAs = submenus.copying->menuAction();
    addGroups(*pane.list(), {{a.mark, a.ignore, a.timeReference, submenus.comments->menuAction()},
                             {apply, prepare, submenus.conversationFilters->menuAction(),
                              submenus.conversationColours->menuAction(), a.interfaceFilter, a.followStream},
                             {a.copy, copyAs},
                             {a.decodeAs, a.frameWindow, a.injectFrame, a.saveAs}});
    addGroups(*pane.fields(), {{a.expandSubtree, a.collapseSubtree, a.expandAll, a.collapseAll},
                               {apply, prepare, a.applyAsColumn, a.colourValue, a.followStream},
                               {a.copy, copyAs, a.exportBytes},
                               {a.decodeAs, a.goToLinked, a.fieldReference}});
    addGroups(*pane.bytes(), {{a.copyHex, a.copyDump, a.copyText, a.copyEscaped, a.copyCArray, a.exportBytes},
                              {a.showBits, a.showEbcdic}});
}

void fillToolBar(QToolBar& bar, const Actions& a, QWidget& filterBar) {
    bar.setObjectName(QStringLiteral("mainBar"));
    bar.setMovable(false);
    bar.setIconSize({16, 16});
    bar.addActions({a.start, a.stop, a.restart});
    bar.addSeparator();
    bar.addActions({a.newDevice, a.open, a.save});
    bar.addSeparator();
    bar.addActions({a.follow, a.find});
    for (QAction* action : {a.start, a.stop, a.newDevice}) {
        if (auto* button = qobject_cast<QToolButton*>(bar.widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    bar.addSeparator();
    bar.addWidget(&filterBar);
}

} // namespace tapscope
