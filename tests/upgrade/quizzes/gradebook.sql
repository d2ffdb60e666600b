BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('7244a56bdc244fe3bd7c887ebb30e216','proeve',NULL,'trekant');
INSERT INTO "assignment" VALUES('d60f612a56684460b30b93ff3b60e720','udtraek',NULL,'trekant');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('2f87052a601a440caa90aa0ba07e9ab6','slot-01','9276c89e6bf7443d8bb6d42c485c756d','GradeCell');
INSERT INTO "base_cell" VALUES('40e544b6793d407da016cf4679ed5fef','slot-02','9276c89e6bf7443d8bb6d42c485c756d','GradeCell');
INSERT INTO "base_cell" VALUES('af8144db718a420bb14f603128919a6b','slot-03','9276c89e6bf7443d8bb6d42c485c756d','GradeCell');
INSERT INTO "base_cell" VALUES('754d9629d19d441c852d2d8f1a79998c','slot-04','9276c89e6bf7443d8bb6d42c485c756d','GradeCell');
INSERT INTO "base_cell" VALUES('2777a704ebf44afabb83c729786c2e77','slot-05','9276c89e6bf7443d8bb6d42c485c756d','GradeCell');
INSERT INTO "base_cell" VALUES('b73597ecebaa49329d5549d4020571de','slot-06','9276c89e6bf7443d8bb6d42c485c756d','GradeCell');
INSERT INTO "base_cell" VALUES('9561a6a2957f4358a056e4e9841c7093','slot-06','9276c89e6bf7443d8bb6d42c485c756d','SolutionCell');
INSERT INTO "base_cell" VALUES('268c92bec8f545ae89c1fca9ac055ded','slot-01','89ea5475cad749cfbff1935b536ad756','GradeCell');
INSERT INTO "base_cell" VALUES('6676263c0ddc469f96323d54d139e1a5','slot-02','89ea5475cad749cfbff1935b536ad756','GradeCell');
INSERT INTO "base_cell" VALUES('e2aa68a23e3348b4975ed0917efa6716','slot-03','89ea5475cad749cfbff1935b536ad756','GradeCell');
INSERT INTO "base_cell" VALUES('8ced721f6b9b4989b5773f550215e282','slot-04','89ea5475cad749cfbff1935b536ad756','GradeCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('4082a21af9084dc79c4963e0420d82e0','35931613b91c43caa7b9a62be04ab15c','9561a6a2957f4358a056e4e9841c7093',NULL,'Fint skrevet, Ana Østergård-Ngọc.');
INSERT INTO "comment" VALUES('7574063ff93344b39216077012ce9a50','bc01c16f5f794749805a8cff6b181e17','9561a6a2957f4358a056e4e9841c7093','Intet svar.',NULL);
INSERT INTO "comment" VALUES('617f4caac18b4415a3f394c2b2216c7a','14acd3f0457a49b6a61388b47225f663','9561a6a2957f4358a056e4e9841c7093',NULL,NULL);
INSERT INTO "comment" VALUES('f114a6938e964b338e79f9dddf97e556','fb275f7b8a114f73af4a11cdf5f030cf','9561a6a2957f4358a056e4e9841c7093',NULL,NULL);
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('trekant');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('47599f09f81048069da0aa1dba51a91d','35931613b91c43caa7b9a62be04ab15c','2f87052a601a440caa90aa0ba07e9ab6',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('9359fc7e31704c2b87e2212db58d66b2','35931613b91c43caa7b9a62be04ab15c','40e544b6793d407da016cf4679ed5fef',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('b84cc8743ed04a99bbba923057c2934f','35931613b91c43caa7b9a62be04ab15c','af8144db718a420bb14f603128919a6b',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('7f4ebb87d72c4110afb5f09df7b6384f','35931613b91c43caa7b9a62be04ab15c','754d9629d19d441c852d2d8f1a79998c',1.5,NULL,NULL,0);
INSERT INTO "grade" VALUES('16773c0ffd9e46ffbdc2bb5ebdfa5163','35931613b91c43caa7b9a62be04ab15c','2777a704ebf44afabb83c729786c2e77',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('4a3936a331c84654ac69ff7a14687f2a','35931613b91c43caa7b9a62be04ab15c','b73597ecebaa49329d5549d4020571de',NULL,1.5,NULL,0);
INSERT INTO "grade" VALUES('ffb64493892d42f58b132b30aa4e6666','bc01c16f5f794749805a8cff6b181e17','2f87052a601a440caa90aa0ba07e9ab6',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('6c4852841bd24c389fe4867344b0ad4c','bc01c16f5f794749805a8cff6b181e17','40e544b6793d407da016cf4679ed5fef',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('4ab3aa7c8b44415e917f2015fbcc4bcb','bc01c16f5f794749805a8cff6b181e17','af8144db718a420bb14f603128919a6b',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('ad16e7719bd3457483ac01494592aa7e','bc01c16f5f794749805a8cff6b181e17','754d9629d19d441c852d2d8f1a79998c',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('4c696de6626e408193f464b640b566ce','bc01c16f5f794749805a8cff6b181e17','2777a704ebf44afabb83c729786c2e77',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('346c7b9ed85c477d88899f42880a0e8a','bc01c16f5f794749805a8cff6b181e17','b73597ecebaa49329d5549d4020571de',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('514d826127114636bca184bf87b7f1bb','14acd3f0457a49b6a61388b47225f663','2f87052a601a440caa90aa0ba07e9ab6',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('ceb19858e0f44d11a2f97a9267c9620e','14acd3f0457a49b6a61388b47225f663','40e544b6793d407da016cf4679ed5fef',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('a92a262634ca441bbc191dfb396f5d88','14acd3f0457a49b6a61388b47225f663','af8144db718a420bb14f603128919a6b',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('442b8fdd35dc42f2a0da703fe69970b9','14acd3f0457a49b6a61388b47225f663','754d9629d19d441c852d2d8f1a79998c',1.5,NULL,NULL,0);
INSERT INTO "grade" VALUES('41ff206f78554ccf95cc56ffcc127c4a','14acd3f0457a49b6a61388b47225f663','2777a704ebf44afabb83c729786c2e77',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('e8ded02d43dc4606ae6548a7881804f5','14acd3f0457a49b6a61388b47225f663','b73597ecebaa49329d5549d4020571de',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('491f67d2fc59473a9032be4c3a319615','fb275f7b8a114f73af4a11cdf5f030cf','2f87052a601a440caa90aa0ba07e9ab6',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('145deb9f6c7349b4a073400cd01e0dfb','fb275f7b8a114f73af4a11cdf5f030cf','40e544b6793d407da016cf4679ed5fef',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('c09cd4f3fc2f4122b19fc2ed029461ea','fb275f7b8a114f73af4a11cdf5f030cf','af8144db718a420bb14f603128919a6b',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('f1f9dc7fdf184951af327efac0db4214','fb275f7b8a114f73af4a11cdf5f030cf','754d9629d19d441c852d2d8f1a79998c',1.5,NULL,NULL,0);
INSERT INTO "grade" VALUES('f40bb3154dbd4587b8750342ce285351','fb275f7b8a114f73af4a11cdf5f030cf','2777a704ebf44afabb83c729786c2e77',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('f706250164674a40a96d5e8c256464f7','fb275f7b8a114f73af4a11cdf5f030cf','b73597ecebaa49329d5549d4020571de',NULL,1.0,NULL,0);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('2f87052a601a440caa90aa0ba07e9ab6',1.0,'code');
INSERT INTO "grade_cells" VALUES('40e544b6793d407da016cf4679ed5fef',2.0,'code');
INSERT INTO "grade_cells" VALUES('af8144db718a420bb14f603128919a6b',1.0,'code');
INSERT INTO "grade_cells" VALUES('754d9629d19d441c852d2d8f1a79998c',1.5,'code');
INSERT INTO "grade_cells" VALUES('2777a704ebf44afabb83c729786c2e77',3.0,'code');
INSERT INTO "grade_cells" VALUES('b73597ecebaa49329d5549d4020571de',2.0,'markdown');
INSERT INTO "grade_cells" VALUES('268c92bec8f545ae89c1fca9ac055ded',1.0,'code');
INSERT INTO "grade_cells" VALUES('6676263c0ddc469f96323d54d139e1a5',1.0,'code');
INSERT INTO "grade_cells" VALUES('e2aa68a23e3348b4975ed0917efa6716',1.0,'code');
INSERT INTO "grade_cells" VALUES('8ced721f6b9b4989b5773f550215e282',1.0,'code');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('9276c89e6bf7443d8bb6d42c485c756d','proeve','7244a56bdc244fe3bd7c887ebb30e216','{"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}');
INSERT INTO "notebook" VALUES('89ea5475cad749cfbff1935b536ad756','udtraek','d60f612a56684460b30b93ff3b60e720','{"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('9561a6a2957f4358a056e4e9841c7093');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('afcacf94f6214d3498776591f8b89a98','slot-01','code',1,'from trekant.grading import points

points("slot-01")','d01e080a8b2a16cf9c249ab0773fe299','9276c89e6bf7443d8bb6d42c485c756d');
INSERT INTO "source_cell" VALUES('390a6aa010c64cffa68903fc3b4f7ce1','slot-02','code',1,'from trekant.grading import points

points("slot-02")','e9d76084a857ecfed7c331b9a7831d39','9276c89e6bf7443d8bb6d42c485c756d');
INSERT INTO "source_cell" VALUES('cfaadb2559eb44088985d0f27fa659e5','slot-03','code',1,'from trekant.grading import points

points("slot-03")','6ab5d38215c89b9f257399d2dcc3711e','9276c89e6bf7443d8bb6d42c485c756d');
INSERT INTO "source_cell" VALUES('2d96e098646a48b1b3715677c1f7bd9f','slot-04','code',1,'from trekant.grading import points

points("slot-04")','cdbf1d758c3147dd57d8f2f2406b5e5d','9276c89e6bf7443d8bb6d42c485c756d');
INSERT INTO "source_cell" VALUES('9808fdc2d71a41598050a7f832b06952','slot-05','code',1,'from trekant.grading import points

points("slot-05")','9c694b85ecf3b918c8606d7e9dac6755','9276c89e6bf7443d8bb6d42c485c756d');
INSERT INTO "source_cell" VALUES('4f1903040dea4a1097396284a47dcfff','slot-06','markdown',0,'*Her kommer dit svar til at stå, når prøven rettes.*','92354507fb00b7a58de438d6845211c3','9276c89e6bf7443d8bb6d42c485c756d');
INSERT INTO "source_cell" VALUES('a95680c9191f4fa09feb44b3bfc41f47','slot-01','code',1,'from trekant.grading import points

points("slot-01")','d01e080a8b2a16cf9c249ab0773fe299','89ea5475cad749cfbff1935b536ad756');
INSERT INTO "source_cell" VALUES('1a8657d3578a48c7bbb71b33de4cef67','slot-02','code',1,'from trekant.grading import points

points("slot-02")','6ec9ed27da24b01fde96b0cce2665b4a','89ea5475cad749cfbff1935b536ad756');
INSERT INTO "source_cell" VALUES('85f913716fe84956857efcac13271ad1','slot-03','code',1,'from trekant.grading import points

points("slot-03")','6ab5d38215c89b9f257399d2dcc3711e','89ea5475cad749cfbff1935b536ad756');
INSERT INTO "source_cell" VALUES('6d48ad77174e4dc3b76ced83bb6487e1','slot-04','code',1,'from trekant.grading import points

points("slot-04")','568b424a94b524cfc0dfa7a27fad2c1c','89ea5475cad749cfbff1935b536ad756');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('ana','Ana','Østergård-Ngọc','ana@fjordby.example',NULL);
INSERT INTO "student" VALUES('bo','Bo','Skjaldborg','bo@fjordby.example',NULL);
INSERT INTO "student" VALUES('cilla','Cilla','Fjordhøj','cilla@fjordby.example',NULL);
INSERT INTO "student" VALUES('dan','Dan','Vesterlund','dan@fjordby.example',NULL);
INSERT INTO "student" VALUES('eva-1','Eva','Nørmark','eva-1@fjordby.example',NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('a8c48f4223104ee89bc31b89d8d3faba','7244a56bdc244fe3bd7c887ebb30e216','ana','2026-11-21 23:30:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('1a24551f00564c8c8f852e64e5aea38f','7244a56bdc244fe3bd7c887ebb30e216','bo','2026-11-20 09:00:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('aafb7c97a32c47159435fb688f2f286d','7244a56bdc244fe3bd7c887ebb30e216','cilla','2026-11-20 09:00:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('64ecf26b99e744188a48e9758bf09d0d','7244a56bdc244fe3bd7c887ebb30e216','dan','2020-01-02 09:00:00.000000',NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('35931613b91c43caa7b9a62be04ab15c','a8c48f4223104ee89bc31b89d8d3faba','9276c89e6bf7443d8bb6d42c485c756d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('bc01c16f5f794749805a8cff6b181e17','1a24551f00564c8c8f852e64e5aea38f','9276c89e6bf7443d8bb6d42c485c756d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('14acd3f0457a49b6a61388b47225f663','aafb7c97a32c47159435fb688f2f286d','9276c89e6bf7443d8bb6d42c485c756d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('fb275f7b8a114f73af4a11cdf5f030cf','64ecf26b99e744188a48e9758bf09d0d','9276c89e6bf7443d8bb6d42c485c756d',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
CREATE TABLE trekant_certificate (
	check_code VARCHAR(16) NOT NULL, 
	participant VARCHAR(128) NOT NULL, 
	quiz VARCHAR(128) NOT NULL, 
	revision INTEGER NOT NULL, 
	passed_on DATE NOT NULL, 
	points FLOAT NOT NULL, 
	maximum FLOAT NOT NULL, 
	handed_in DATETIME NOT NULL, 
	issued DATETIME NOT NULL, 
	withdrawn DATETIME, 
	name VARCHAR(120), 
	PRIMARY KEY (check_code)
);
INSERT INTO "trekant_certificate" VALUES('Q3T2CVQJSKXNU2FB','ana','proeve',2,'2026-11-22',10.0,10.5,'2026-11-21 23:30:00.000000','2026-11-28 21:47:42.709188',NULL,'Ana Østergård-Ngọc');
INSERT INTO "trekant_certificate" VALUES('WVPDM7A5UPQDCHDA','dan','proeve',2,'2020-01-02',9.5,10.5,'2020-01-02 09:00:00.000000','2026-11-28 21:47:42.709188',NULL,'Dan Vesterlund');
CREATE TABLE trekant_participant (
	code VARCHAR(128) NOT NULL, 
	workplace VARCHAR(120) NOT NULL, 
	cohort VARCHAR(120) NOT NULL, 
	added DATETIME NOT NULL, 
	changed DATETIME NOT NULL, 
	PRIMARY KEY (code)
);
INSERT INTO "trekant_participant" VALUES('ana','Børnehuset Kvisten','2026-1','2026-11-28 21:47:42.025242','2026-11-28 21:47:42.025242');
INSERT INTO "trekant_participant" VALUES('bo','Børnehuset Kvisten','2026-1','2026-11-28 21:47:42.025242','2026-11-28 21:47:42.025242');
INSERT INTO "trekant_participant" VALUES('cilla','Børnehuset Kvisten','2026-1','2026-11-28 21:47:42.025242','2026-11-28 21:47:42.025242');
INSERT INTO "trekant_participant" VALUES('dan','Børnehuset Kvisten','2026-1','2026-11-28 21:47:42.025242','2026-11-28 21:47:42.025242');
INSERT INTO "trekant_participant" VALUES('eva-1','Børnehuset Kvisten','2026-1','2026-11-28 21:47:42.025242','2026-11-28 21:47:42.025242');
CREATE TABLE trekant_secret (
	purpose VARCHAR(40) NOT NULL, 
	value VARCHAR(64), 
	PRIMARY KEY (purpose)
);
INSERT INTO "trekant_secret" VALUES('certificates','2be8e9f0dca182373488c299ae4490e2f00477e0248f379510ba6852ad5df5ab');
CREATE INDEX ix_trekant_certificate_participant ON trekant_certificate (participant);
COMMIT;
