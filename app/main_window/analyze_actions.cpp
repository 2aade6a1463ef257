#include "analyze_actions.h"

#include "../colouring/colouring_dialog.h"
#include "../colouring/conversation_colours.h"
#include "../detail/field_tree_model.h"
#include "../filter/condition_menu.h"
#include "../filter/filter_bar.h"
#include "../find/find_bar.h"
#include "../frames/column_condition.h"
#include "../frames/frame_list_view.h"
#include "../profiles/profiles.h"
#include "../protocols/decode_as_dialog.h"
#include "../protocols/decode_as_settings.h"
#include "../protocols/enabled_protocols_dialog.h"
#include "../protocols/protocols_dialog.h"
#include "../session/current_capture.h"
#include "../streams/follow_dialog.h"
#include "../theme/theme.h"
#include "actions.h"
#include "frame_pane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace tapscope {

AnalyzeActions::AnalyzeActions(const Actions& a, ConditionMenu& apply, ConditionMenu& prepare, const Parts& parts,
                               QObject* parent)
    : QObject(parent), parts_(parts) {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(a.find, [this] { parts_.findBar.open(); });
    on(a.findNext, [this] { parts_.findBar.find(SearchDirection::Forward); });
    on(a.findPrevious, [this] { parts_.findBar.find(SearchDirection::Backward); });
    on(a.followStream, [this] { followStream(parts_.pane.currentFrame()); });
    on(a.conversationFilter, [this] { filterConversation(); });
    on(a.conversationEthernet, [this] { filterConversation(ConversationLayer::Ethernet); });
    on(a.conversationIp, [this] { filterConversation(ConversationLayer::Ip); });
    on(a.conversationPorts, [this] { filterConversation(ConversationLayer::Ports); });
    on(a.enabledProtocols, [this] { editEnabledProtocols(); });
    on(a.interfaceFilter, [this] { filterInterface(); });
    on(a.decodeAs, [this] { editDecodeAs(); });
    on(a.colouring, [this] { editColouring(); });
    on(a.colourValue, [this] { colourValue(); });
    on(a.protocols, [this] { showProtocols(); });
    on(a.fieldReference, [this] { showProtocols(parts_.pane.currentFieldName()); });
    on(a.copyFilter, [this] { QApplication::clipboard()->setText(QString::fromStdString(selectedCondition())); });
    on(a.uncolour, [this] {
        conversations_.clear();
        loadColouring();
    });
    connect(a.colourFrames, &QAction::toggled, this, [this](bool isColoured) {
        isColoured_ = isColoured;
        loadColouring();
    });
    connect(&apply, &ConditionMenu::chosen, this, [this](ConditionJoin how) { join(how, true); });
    connect(&prepare, &ConditionMenu::chosen, this, [this](ConditionJoin how) { join(how, false); });
    connect(&parts_.findBar, &FindBar::found, this, [this](quint64 frame) {
        const quint64 row = parts_.model.rowOf(frame);
        if (row < parts_.model.count())
            parts_.pane.list()->setCurrentRow(row);
    });
    connect(&parts_.findBar, &FindBar::located, &parts_.pane, &FramePane::showFound);
    connect(&parts_.profiles, &Profiles::changed, this, &AnalyzeActions::loadColouring);
    const QList<QAction*> needFrame = {a.conversationFilter, a.interfaceFilter,  a.colourValue,
                                       a.fieldReference,     apply.menuAction(), prepare.menuAction()};
    const std::array<std::pair<QAction*, ConversationLayer>, 4> needLayer = {
        std::pair{a.conversationEthernet, ConversationLayer::Ethernet},
        {a.conversationIp, ConversationLayer::Ip},
        {a.conversationPorts, ConversationLayer::Ports},
        {a.followStream, ConversationLayer::Ports}};
    const auto update = [this, needFrame, needLayer, follow = a.followStream, followTip = a.followStream->toolTip(),
                         find = QList<QAction*>{a.find, a.findNext, a.findPrevious}] {
        const auto& frame = parts_.pane.frame();
        for (QAction* action : needFrame)
            action->setEnabled(frame != nullptr);
        for (const auto& [action, layer] : needLayer)
            action->setEnabled(frame &&
                               !conversationCondition(parts_.model.registry(), frame->dissection(), layer).empty());
        follow->setToolTip(follow->isEnabled() ? followTip : tr("Only TCP and UDP have streams to follow"));
        for (QAction* action : find)
            action->setEnabled(parts_.model.total() > 0);
        parts_.findBar.setCurrent(parts_.pane.currentFrame());
    };
    connect(&parts_.pane, &FramePane::frameChanged, this, update);
    connect(&parts_.model, &FrameListModel::countChanged, this, update);
    update();
}

void AnalyzeActions::restore() {
    if (const DecodeAsList rules = storedDecoding(); !rules.empty())
        parts_.capture.setDecodeAs(rules);
    loadColouring();
}

void AnalyzeActions::loadColouring() {
    ColouringRules rules;
    if (isColoured_) {
        rules = conversations_;
        std::ranges::copy(storedColouring(parts_.profiles.settings()), std::back_inserter(rules));
    }
    auto colouring = std::make_shared<const Colouring>(rules, parts_.model.registry());
    for (const QString& problem : colouring->problems())
        emit noted(problem);
    parts_.model.setColouring(std::move(colouring));
}

void AnalyzeActions::colourConversation(int colour) {
    const auto& frame = parts_.pane.frame();
    const auto filter = QString::fromStdString(frame ? conversationCondition(frame->dissection()) : std::string());
    if (filter.isEmpty()) {
        emit noted(tr("This frame has no addresses, so it does not belong to a conversation"));
        return;
    }
    std::erase_if(conversations_, [&](const ColouringRule& each) { return each.filter == filter; });
    conversations_.insert(conversations_.begin(), {tr("Conversation %1").arg(colour + 1), filter,
                                                   conversationColours()[static_cast<std::size_t>(colour)]});
    loadColouring();
}

std::string AnalyzeActions::selectedCondition() const {
    const QTreeView* tree = parts_.pane.fields();
    const auto& registry = parts_.model.registry();
    if (tree->hasFocus()) {
        const auto* fields = qobject_cast<const FieldTreeModel*>(tree->model());
        const FieldValue* value = fields->field(tree->currentIndex());
        return value == nullptr ? std::string() : conditionFor(registry, fields->frame()->dissection(), *value);
    }
    const auto& frame = parts_.pane.frame();
    return frame ? columnCondition(parts_.pane.list()->currentColumn(), registry, frame->dissection()) : std::string();
}

void AnalyzeActions::join(ConditionJoin how, bool isApplied) {
    const std::string condition = selectedCondition();
    if (condition.empty()) {
        emit noted(tr("The selection has no value to filter by"));
        return;
    }
    const QString text = QString::fromStdString(joinedFilter(parts_.filterBar.text().toStdString(), condition, how));
    if (isApplied) {
        parts_.filterBar.apply(text);
        return;
    }
    parts_.filterBar.setText(text);
    parts_.filterBar.setFocus();
}

void AnalyzeActions::filterConversation(std::optional<ConversationLayer> layer) {
    const auto& frame = parts_.pane.frame();
    std::string condition;
    if (frame)
        condition = layer ? conversationCondition(parts_.model.registry(), frame->dissection(), *layer)
                          : conversationCondition(frame->dissection());
    if (condition.empty())
        emit noted(tr("This frame has no addresses, so it does not belong to a conversation"));
    else
        parts_.filterBar.apply(QString::fromStdString(condition));
}

void AnalyzeActions::filterInterface() {
    const auto frame = parts_.pane.frame();
    const std::string condition =
        frame ? columnCondition(FrameListModel::Interface, parts_.model.registry(), frame->dissection())
              : std::string();
    if (condition.empty())
        emit noted(tr("This frame's interface has no name"));
    else
        parts_.filterBar.apply(QString::fromStdString(condition));
}

void AnalyzeActions::followStream(FrameNumber frame) {
    auto* dialog = new FollowDialog(parts_.capture.shown(), frame, parts_.theme, parts_.pane.window());
    connect(dialog, &FollowDialog::filterAsked, this,
            [this](const QString& filter) { parts_.filterBar.apply(filter); });
    dialog->show();
}

void AnalyzeActions::editDecodeAs() {
    const auto frame = parts_.pane.frame();
    const auto& registry = parts_.model.registry();
    auto* dialog = new DecodeAsDialog(registry, storedDecodeAs(),
                                      frame ? decodableFrame(frame->dissection(), registry) : DecodableFrame{},
                                      parts_.pane.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DecodeAsDialog::applied, this, [this](const DecodeAsList& rules) {
        storeDecodeAs(rules);
        parts_.capture.setDecodeAs(storedDecoding());
    });
    dialog->open();
}

void AnalyzeActions::editEnabledProtocols() {
    auto* dialog = new EnabledProtocolsDialog(parts_.model.registry(), storedSwitchedOff(), parts_.pane.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EnabledProtocolsDialog::applied, this, [this](const QStringList& switchedOff) {
        storeSwitchedOff(switchedOff);
        parts_.capture.setDecodeAs(storedDecoding());
    });
    dialog->open();
}

void AnalyzeActions::colourValue() {
    const std::string condition = selectedCondition();
    if (condition.empty())
        emit noted(tr("The selection has no value to colour by"));
    else
        editColouring(QString::fromStdString(condition));
}

void AnalyzeActions::editColouring(const QString& filter) {
    auto* dialog = new ColouringDialog(parts_.model.registry(), storedColouring(parts_.profiles.settings()),
                                       parts_.theme, parts_.pane.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColouringDialog::applied, this, [this](const ColouringRules& rules) {
        storeColouring(parts_.profiles.settings(), rules);
        loadColouring();
    });
    if (!filter.isEmpty())
        dialog->propose(filter);
    dialog->open();
}

void AnalyzeActions::showProtocols(const QString& field) {
    auto* dialog = new ProtocolsDialog(parts_.model.registry(), parts_.pane.window());
    if (!field.isEmpty())
        dialog->showName(field);
    connect(dialog, &ProtocolsDialog::nameChosen, this, [this](const QString& name) {
        parts_.filterBar.setText(name);
        parts_.filterBar.setFocus();
    });
    dialog->show();
}

} // namespace tapscope
