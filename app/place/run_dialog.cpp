#include "run_dialog.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "places.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int refreshEvery = 500; // milliseconds

} // namespace

RunDialog::RunDialog(Places& places, QWidget* parent)
    : QDialog(parent), places_(places), command_(new QLineEdit), programs_(new QListWidget),
      end_(new QPushButton(tr("&End it"))) {
    setWindowTitle(tr("Run a program here"));
    setMinimumWidth(520);
    auto* heading = new QLabel(places.current().title.isEmpty()
                                   ? tr("Run a program on this machine")
                                   : tr("Run a program: %1", "network").arg(plainText(places.current().title)));
    heading->setProperty("role", "heading");
    command_->setObjectName(QStringLiteral("command"));
    command_->setAccessibleName(tr("Command"));
    Theme::makeFixed(*command_);
    command_->setPlaceholderText(tr("your shell, in a terminal"));
    auto* start = new QPushButton(tr("&Run"));
    start->setObjectName(QStringLiteral("run"));
    start->setProperty("role", "primary");
    start->setDefault(true);
    auto* line = new QHBoxLayout;
    line->addWidget(command_, 1);
    line->addWidget(start);
    auto* hint = new QLabel(tr("Any command, such as curl http://10.9.0.2/, qemu-system-x86_64 … or a test. In a "
                               "sandbox, the command may configure the network; it ends with the sandbox."));
    hint->setProperty("role", "muted");
    hint->setWordWrap(true);
    auto* running = new QLabel(tr("Running here"));
    running->setProperty("role", "title");
    programs_->setObjectName(QStringLiteral("programs"));
    programs_->setAccessibleName(tr("Programs that run here"));
    end_->setObjectName(QStringLiteral("endProgram"));
    end_->setProperty("role", "danger");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(end_, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addLayout(line);
    layout->addWidget(hint);
    layout->addWidget(running);
    layout->addWidget(programs_, 1);
    layout->addWidget(buttons);
    const bool isListed = places_.isElsewhere(); // on the machine everything runs "here"
    for (QWidget* each : std::initializer_list<QWidget*>{running, programs_, end_})
        each->setVisible(isListed);

    connect(start, &QPushButton::clicked, this, &RunDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(end_, &QPushButton::clicked, this, [this] {
        if (const auto* item = programs_->currentItem())
            Places::end(item->data(Qt::UserRole).toInt());
    });
    connect(programs_, &QListWidget::currentRowChanged, this, [this](int row) { end_->setEnabled(row >= 0); });
    connect(&timer_, &QTimer::timeout, this, &RunDialog::refresh);
    end_->setEnabled(false);
    if (isListed) {
        timer_.start(refreshEvery);
        refresh();
    }
}

void RunDialog::run() {
    places_.run(command_->text());
    command_->clear();
}

void RunDialog::refresh() {
    places_.listPrograms(this, [this](const std::vector<NamespaceProcess>& programs) {
        const int chosen =
            programs_->currentItem() != nullptr ? programs_->currentItem()->data(Qt::UserRole).toInt() : 0;
        programs_->clear();
        for (const auto& each : programs) {
            auto* item = new QListWidgetItem(tr("%1  (pid %2)").arg(plainText(each.program)).arg(each.id), programs_);
            item->setData(Qt::UserRole, each.id);
            if (each.id == chosen)
                programs_->setCurrentItem(item);
        }
    });
}

} // namespace tapscope
