#include "colours_menu.h"

#include "theme.h"

#include <QActionGroup>
#include <QSettings>

namespace tapscope {

ColoursMenu::ColoursMenu(Theme& theme, QWidget* parent) : QMenu(tr("&Colours"), parent) {
    const QStringList titles = {tr("Same as the &system"), tr("&Light"), tr("&Dark")};
    const QStringList toolTips = {tr("Light or dark, following the desktop"), tr("Dark text on a light background"),
                                  tr("Light text on a dark background")};
    auto* group = new QActionGroup(this);
    setToolTipsVisible(true);
    for (int choice = 0; choice < titles.size(); ++choice) {
        auto* action = addAction(titles[choice], this, [&theme, choice] {
            QSettings().setValue(QStringLiteral("theme"), choice);
            theme.choose(static_cast<Theme::Choice>(choice));
        });
        action->setToolTip(toolTips[choice]);
        action->setCheckable(true);
        action->setChecked(choice == static_cast<int>(theme.choice()));
        group->addAction(action);
    }
}

} // namespace tapscope
