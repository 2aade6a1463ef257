#include "condition_menu.h"

#include <array>

namespace tapscope {
namespace {

struct Entry {
    ConditionJoin join;
    const char* text;
    const char* toolTip;
};
constexpr std::array entries = {
    Entry{ConditionJoin::Replace, QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "&Selected"),
          QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "Show frames with this value in this field")},
    Entry{ConditionJoin::ReplaceNot, QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "&Not selected"),
          QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "Show frames without this value in this field")},
    Entry{ConditionJoin::And, QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "… &and selected"),
          QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "Of the displayed frames, keep those with this value")},
    Entry{ConditionJoin::Or, QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "… &or selected"),
          QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "Show frames with this value, too")},
    Entry{ConditionJoin::AndNot, QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "… and no&t selected"),
          QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "Of the displayed frames, keep those without this value")},
    Entry{ConditionJoin::OrNot, QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "… or not s&elected"),
          QT_TRANSLATE_NOOP("tapscope::ConditionMenu", "Show frames without this value, too")},
};

} // namespace

ConditionMenu::ConditionMenu(const QString& title, QWidget* parent) : QMenu(title, parent) {
    setToolTipsVisible(true);
    for (const Entry& entry : entries) {
        QAction* action = addAction(tr(entry.text), this, [this, join = entry.join] { emit chosen(join); });
        action->setToolTip(tr(entry.toolTip));
    }
}

} // namespace tapscope
