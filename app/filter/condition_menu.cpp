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
    Entry{ConditionJoin::Replace, "&Selected", "Frames in which this field has this value"},
    Entry{ConditionJoin::ReplaceNot, "&Not selected", "Frames in which it has not"},
    Entry{ConditionJoin::And, "… &and selected", "Of the frames that pass now, those that have it"},
    Entry{ConditionJoin::Or, "… &or selected", "Besides the frames that pass now, those that have it"},
    Entry{ConditionJoin::AndNot, "… and no&t selected", "Of the frames that pass now, those that have it not"},
    Entry{ConditionJoin::OrNot, "… or not s&elected", "Besides the frames that pass now, those that have it not"},
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
