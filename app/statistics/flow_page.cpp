#include "flow_page.h"

#include "../files/save_picture.h"
#include "../text/plain_text.h"
#include "sequence_view.h"

#include <stats/sequence_text.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

struct Choice {
    const char* title;
    const char* kind;
};
constexpr int ofTheList = 1;
constexpr std::array<Choice, 5> choices = {{{QT_TRANSLATE_NOOP("tapscope::FlowPage", "All frames"), "flow,any"},
                                            {QT_TRANSLATE_NOOP("tapscope::FlowPage", "Displayed frames"), "flow,any"},
                                            {QT_TRANSLATE_NOOP("tapscope::FlowPage", "TCP flows"), "flow,tcp"},
                                            {QT_TRANSLATE_NOOP("tapscope::FlowPage", "ICMP flows"), "flow,icmp"},
                                            {QT_TRANSLATE_NOOP("tapscope::FlowPage", "ICMPv6 flows"), "flow,icmpv6"}}};

} // namespace

FlowPage::FlowPage(const Theme& theme, QWidget* parent)
    : QWidget(parent), which_(new QComboBox), notes_(new QLabel), view_(new SequenceView(theme)) {
    for (const Choice& each : choices)
        which_->addItem(tr(each.title));
    which_->setObjectName(QStringLiteral("flowFrames"));
    which_->setAccessibleName(tr("Which frames to draw"));
    notes_->setWordWrap(true);
    notes_->hide();
    auto* plain = new QPushButton(tr("Save &text…"));
    auto* values = new QPushButton(tr("Save &values…"));
    auto* picture = new QPushButton(tr("Save &picture…"));
    auto* tools = new QHBoxLayout;
    tools->addWidget(which_);
    tools->addStretch(1);
    for (QPushButton* button : {plain, values, picture})
        tools->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(tools);
    layout->addWidget(view_, 1);
    layout->addWidget(notes_);
    connect(which_, &QComboBox::currentIndexChanged, this, &FlowPage::changed);
    connect(view_, &SequenceView::frameAsked, this, &FlowPage::frameAsked);
    connect(plain, &QPushButton::clicked, this, &FlowPage::savePlain);
    connect(values, &QPushButton::clicked, this, [this] {
        saveText(*this, tr("Save the values"), tr("flow.csv"), QByteArray::fromStdString(csvOf(view_->diagram())));
    });
    connect(picture, &QPushButton::clicked, this, &FlowPage::saveDrawing);
}

void FlowPage::setListFilter(std::shared_ptr<const FieldFilter> filter) {
    listFilter_ = std::move(filter);
    if (which_->currentIndex() == ofTheList && isVisible())
        emit changed();
}

std::vector<ChosenStatistic> FlowPage::statistics(const StatisticKinds& kinds, const DecoderRegistry& registry) {
    std::vector<ChosenStatistic> all;
    const int choice = std::max(which_->currentIndex(), 0);
    auto chosen = kinds.choose(choices[static_cast<std::size_t>(choice)].kind, registry);
    if (!chosen)
        return all;
    if (choice == ofTheList)
        chosen->filter = listFilter_;
    all.push_back(std::move(*chosen));
    return all;
}

void FlowPage::show(std::vector<StatisticResult> results) {
    const bool isThere = !results.empty() && !results.front().diagrams.empty();
    view_->setDiagram(isThere ? std::move(results.front().diagrams.front()) : SequenceDiagram());
    QStringList notes;
    if (isThere) {
        for (const std::string& note : results.front().notes)
            notes << plainText(note);
    }
    notes_->setText(notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes.isEmpty());
}

void FlowPage::savePlain() {
    saveText(*this, tr("Save the diagram"), tr("flow.txt"), QByteArray::fromStdString(textOf(view_->diagram())));
}

void FlowPage::saveDrawing() {
    savePicture(*this, {.title = tr("Flow"),
                        .fileName = tr("flow"),
                        .size = view_->wholeSize(),
                        .draw = [this](QPainter& painter, const QRect& whole) { view_->drawAll(painter, whole); }});
}

} // namespace tapscope
