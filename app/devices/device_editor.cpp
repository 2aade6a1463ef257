#include "device_editor.h"

#include "../settings_form/form_grid.h"
#include "../text/plain_text.h"
#include "../text/styled_label.h"
#include "../theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace tapscope {
namespace {

QLabel* mutedLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("role", "muted");
    return label;
}

} // namespace

DeviceEditor::DeviceEditor(const SettingEditor::Parts& parts, QWidget* parent)
    : QWidget(parent), theme_(parts.theme), form_(new QWidget), rows_(new FormGrid(form_)), title_(new QLabel),
      about_(mutedLabel({})), gone_(mutedLabel(tr("Select a device to see and change it."))), peer_(new StyledLabel),
      queues_(new QLabel), more_(new QToolButton) {
    gone_->setWordWrap(true);
    gone_->setContentsMargins(12, 12, 12, 12);
    gone_->setAlignment(Qt::AlignTop);
    peer_->setObjectName(QStringLiteral("peerLink"));
    peer_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    queues_->setObjectName(QStringLiteral("openQueues"));
    more_->setObjectName(QStringLiteral("moreSettings"));
    more_->setText(tr("More settings"));
    more_->setCheckable(true);
    more_->setArrowType(Qt::RightArrow);
    more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    more_->setAutoRaise(true);

    rows_->setContentsMargins(12, 4, 12, 12);
    rows_->setVerticalSpacing(8);
    rows_->setHorizontalSpacing(12);
    rows_->addRow(mutedLabel(tr("Peer")), peer_);
    for (const bool isRare : {false, true}) {
        for (const auto& setting : deviceSettings()) {
            if (setting.isRare != isRare)
                continue;
            settings_.push_back(SettingEditor::create(parts, setting));
            rows_->addRow(mutedLabel(titleOf(setting)), settings_.back());
        }
        if (!isRare) {
            rows_->addRow(mutedLabel(tr("Queues")), queues_);
            rows_->addRow(more_);
        }
    }
    auto* move = new QPushButton(tr("Move to another…"));
    move->setObjectName(QStringLiteral("move"));
    move->setToolTip(tr("Move it to another network namespace"));
    move->setFlat(true);
    rows_->addRow(mutedLabel(tr("Namespace")), move);
    rows_->addRow(makeButtons(parts.theme));

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(form_);
    form_->setProperty("role", "pane");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(gone_, 1);
    layout->addWidget(scroll, 1);
    setProperty("role", "pane");
    setAttribute(Qt::WA_StyledBackground);

    connect(move, &QPushButton::clicked, this, [this] { emit moveAsked(QString::fromStdString(name_->text())); });
    connect(peer_, &QLabel::linkActivated, this, &DeviceEditor::peerAsked);
    connect(more_, &QToolButton::toggled, this, [this](bool isOpen) {
        more_->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        showRows(kind_);
    });
    show(nullptr);
}

QWidget* DeviceEditor::makeHead() {
    auto* head = new QWidget;
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addWidget(title_, 1);
    layout->addWidget(about_);
    title_->setProperty("role", "title");
    return head;
}

QWidget* DeviceEditor::makeButtons(const Theme& theme) {
    auto* inject = new QPushButton(tr("Inject…"));
    theme.keepIcon(inject, QStringLiteral("send"), &Colours::ink,
                   [inject](const QIcon& icon) { inject->setIcon(icon); });
    auto* destroyButton = new QPushButton(tr("Destroy…"));
    theme.keepIcon(destroyButton, QStringLiteral("trash-2"), &Colours::error,
                   [destroyButton](const QIcon& icon) { destroyButton->setIcon(icon); });
    destroyButton->setObjectName(QStringLiteral("destroy"));
    destroyButton->setProperty("role", "danger");
    auto* buttons = new QWidget;
    auto* layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(inject);
    layout->addWidget(destroyButton);
    layout->addStretch();
    connect(inject, &QPushButton::clicked, this, [this] { emit injectAsked(QString::fromStdString(name_->text())); });
    connect(destroyButton, &QPushButton::clicked, this,
            [this] { emit destroyAsked(QString::fromStdString(name_->text())); });
    return buttons;
}

void DeviceEditor::show(const DeviceSnapshot* device, bool isHidden) {
    if (device == nullptr && name_) {
        for (SettingEditor* setting : settings_) // before they lose the focus, which would apply a text
            setting->abandon();
        gone_->setText((isHidden ? tr("The search hides %1.") : tr("%1 is gone. Select another device."))
                           .arg(plainText(name_->text())));
        name_.reset();
    }
    form_->parentWidget()->parentWidget()->setVisible(device != nullptr);
    gone_->setVisible(device == nullptr);
    if (device == nullptr) {
        title_->setText(tr("No device selected"));
        about_->clear();
        return;
    }
    const DeviceInfo& info = device->info;
    name_ = info.name;
    title_->setText(plainText(info.name.text()));
    showKind(info);
    for (SettingEditor* setting : settings_)
        setting->show(info);
}

void DeviceEditor::showKind(const DeviceInfo& info) {
    const QString kind = QString::fromUtf8(kindTitle(info.kind).data());
    if (info.kind == DeviceKind::Veth)
        about_->setText(tr("%1, one end of a pair").arg(kind));
    else if (info.kind == DeviceKind::Bridge)
        about_->setText(kind);
    else
        about_->setText((info.isPersistent ? tr("%1, persistent") : tr("%1, not persistent")).arg(kind));
    if (info.peer)
        peer_->setRuns(
            {{.text = QString::fromStdString(info.peer->text()), .colour = theme_.colours().accent, .isLink = true}});
    else
        peer_->setRuns({{.text = tr("in another namespace")}});
    queues_->setText(tr("several, %n open", nullptr, static_cast<int>(info.openQueues)));
    rows_->setRowVisible(peer_, info.kind == DeviceKind::Veth);
    rows_->setRowVisible(queues_, info.isMultiQueue);
    showRows(info.kind);
}

void DeviceEditor::showRows(DeviceKind kind) {
    kind_ = kind;
    for (SettingEditor* editor : settings_) {
        const DeviceSetting& setting = editor->setting();
        rows_->setRowVisible(editor, setting.has(kind) && (!setting.isRare || more_->isChecked()));
    }
}

void DeviceEditor::setBridges(const QStringList& names) {
    for (SettingEditor* setting : settings_)
        setting->offer(names);
}

} // namespace tapscope
