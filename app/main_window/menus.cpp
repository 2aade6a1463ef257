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

} // namespace

void fillMenuBar(QMenuBar& bar, const Actions& a, const Submenus& submenus) {
    auto& file = menu(bar, "&File");
    file.addAction(a.open);
    file.addMenu(submenus.recentFiles);
    file.addActions({a.save, a.saveAs, a.discard});
    file.addSeparator();
    file.addAction(a.recover);
    file.addSeparator();
    file.addAction(a.quit);

    auto& edit = menu(bar, "&Edit");
    edit.addActions({a.copy, a.copyHex, a.copyCArray, a.selectAll});
    edit.addSeparator();
    edit.addActions({a.find, a.findNext, a.findPrevious});
    edit.addSeparator();
    edit.addActions({a.mark, a.timeReference});

    auto& view = menu(bar, "&View");
    view.addMenu(submenus.timeFormats);
    view.addMenu(submenus.colours);
    view.addAction(a.colouring);
    view.addSeparator();
    view.addActions({a.filter, a.follow, a.previousFrame, a.nextFrame, a.goTo});

    menu(bar, "&Capture").addActions({a.start, a.stop, a.restart, a.options});
    menu(bar, "&Devices").addActions({a.newDevice, a.startOnDevice, a.moveDevice, a.destroyDevice});
    auto& analyze = menu(bar, "&Analyze");
    analyze.addMenu(submenus.applyFilter);
    analyze.addMenu(submenus.prepareFilter);
    analyze.addActions({a.conversationFilter, a.followStream});
    analyze.addSeparator();
    analyze.addActions({a.decodeAs, a.protocols});
    analyze.addSeparator();
    analyze.addAction(a.statistics);
    menu(bar, "&Inject").addAction(a.injectFrame);
    menu(bar, "&Tools").addActions({a.plugins, a.reloadScripts});
    menu(bar, "&Help").addAction(a.about);
}

void fillContextMenus(FramePane& pane, const Actions& a, const Submenus& submenus) {
    QAction* const apply = submenus.applyFilter->menuAction();
    QAction* const prepare = submenus.prepareFilter->menuAction();
    pane.list()->addActions({a.mark, a.timeReference, apply, prepare, a.conversationFilter, a.followStream, a.decodeAs,
                             a.copy, a.copyHex, a.copyCArray, a.injectFrame, a.saveAs});
    pane.fields()->addActions({apply, prepare, a.decodeAs, a.copy, a.copyHex, a.copyCArray});
    pane.bytes()->addActions({a.copyHex, a.copyCArray});
    for (QWidget* each : std::initializer_list<QWidget*>{pane.list(), pane.fields(), pane.bytes()})
        each->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void fillToolBar(QToolBar& bar, const Actions& a, QWidget& filterBar) {
    bar.setObjectName(QStringLiteral("mainBar"));
    bar.setMovable(false);
    bar.setIconSize({16, 16});
    bar.addActions({a.start, a.stop, a.restart});
    bar.addSeparator();
    bar.addActions({a.newDevice, a.open, a.save});
    bar.addSeparator();
    bar.addActions({a.follow, a.goTo});
    for (QAction* action : {a.start, a.stop, a.newDevice}) {
        if (auto* button = qobject_cast<QToolButton*>(bar.widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    bar.addSeparator();
    bar.addWidget(&filterBar);
}

} // namespace tapscope
